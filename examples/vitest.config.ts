import { defineProject } from 'vitest/config';

// No aliases to sources here: the examples get the built packages, as users do.
export default defineProject({
  test: {
    name: 'examples',
    include: ['*/*.test.ts'],
    // Time is virtual; this one only ends what hangs, on machines however slow.
    testTimeout: 60_000,
  },
});
