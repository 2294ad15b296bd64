import { project } from '../../tools/vitest/index.ts';

export default project(import.meta.url);
