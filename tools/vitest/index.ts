import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));

// Tests run on the sources of every package: a change in core shows in a provider's tests without a build, and
// counts for core's coverage. What is built and published is the business of the package gates.
const sources = readdirSync(packages).flatMap((name) => [
  { find: new RegExp(`^@x/${name}$`), replacement: `${packages}${name}/src/index.ts` },
  { find: new RegExp(`^@x/${name}/provider$`), replacement: `${packages}${name}/src/provider.ts` },
]);

/** The vitest project of the package whose vitest.config.ts passes its `import.meta.url`. */
export function project(configUrl: string) {
  const root = dirname(fileURLToPath(configUrl));
  return defineProject({
    root,
    resolve: { alias: sources },
    test: {
      name: basename(root),
      include: ['src/**/*.test.ts'],
      // Time is virtual in tests; this one only ends what hangs, on machines however slow.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      typecheck: { enabled: true, include: ['src/**/*.test-d.ts'], tsconfig: 'tsconfig.test.json' },
    },
  });
}
