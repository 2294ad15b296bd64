import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineProject, type Plugin } from 'vitest/config';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));

// Tests run on the sources of every package: a change in core shows in a provider's tests without a build, and
// counts for core's coverage. What is built and published is the business of the package gates.
const sources = readdirSync(packages).flatMap((name) => [
  { find: new RegExp(`^@x/${name}$`), replacement: `${packages}${name}/src/index.ts` },
  { find: new RegExp(`^@x/${name}/provider$`), replacement: `${packages}${name}/src/provider.ts` },
]);

/** With `--mode built`: in the place of a package's source what is published, which a minifier has rewritten. */
const built: Plugin = {
  name: 'built',
  enforce: 'pre',
  apply: (_, { mode }) => mode === 'built',
  async resolveId(id, importer, options) {
    const found = await this.resolve(id, importer, { ...options, skipSelf: true });
    const [door, folder, name] = /^(.*\/packages\/[^/]+)\/src\/(index|provider)\.ts$/.exec(found?.id ?? '') ?? [];
    return door === undefined ? found : `${folder}/dist/${name}.js`;
  },
};

/** The vitest project of the package whose vitest.config.ts passes its `import.meta.url`. */
export function project(configUrl: string) {
  const root = dirname(fileURLToPath(configUrl));
  return defineProject({
    root,
    resolve: { alias: sources },
    plugins: [built],
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
