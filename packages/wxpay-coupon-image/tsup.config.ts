import { library } from '../../tools/tsup/index.ts';

export default library();
