import { library } from '../../tools/tsup/index.ts';

export default library({ entry: ['src/index.ts', 'src/provider.ts'] });
