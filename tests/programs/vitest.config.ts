import { defineProject } from 'vitest/config';

// No aliases to sources here: the programs get the built packages, as users do.
export default defineProject({ test: { name: 'programs', include: ['*.test.ts'] } });
