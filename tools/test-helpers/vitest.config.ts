import { mergeConfig } from 'vitest/config';
import { project } from '../vitest/index.ts';

export default mergeConfig(project(import.meta.url), { test: { typecheck: { enabled: false } } });
