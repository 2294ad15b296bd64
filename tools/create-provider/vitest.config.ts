import { mergeConfig } from 'vitest/config';
import { project } from '../vitest/index.ts';

// The template is a package that works, under a name of its own: its tests run in place.
export default mergeConfig(project(import.meta.url), {
  test: { include: ['template/src/**/*.test.ts'], typecheck: { enabled: false } },
});
