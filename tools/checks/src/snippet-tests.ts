import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtDoors } from './built-doors.ts';
import { execute, type Problems } from './report.ts';
import { snippetFile, type Snippet } from './snippets.ts';
import { temporaryFolder } from './temporary-folder.ts';

const vitest = fileURLToPath(new URL('../node_modules/vitest', import.meta.url));

/** Whether a snippet shows a test, which runs under vitest and nowhere else. */
export function isTest({ text }: Snippet): boolean {
  return text.includes("from 'vitest'");
}

/** Runs the tests that pages show against the built packages. */
export function checkSnippetTests(root: string, snippets: readonly Snippet[]): Problems {
  const folder = temporaryFolder();
  let count = 0;
  for (const snippet of snippets) {
    if (snippet.runnable === undefined) continue;
    const file = join(folder, snippetFile(snippet));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, snippet.runnable);
    count += 1;
  }
  if (count === 0) return [];

  const alias = [
    { find: 'vitest', replacement: join(vitest, 'dist/index.js') },
    ...builtDoors(root).map(({ specifier, file }) => ({ find: specifier, replacement: file })),
  ].map(({ find, replacement }) => ({ find: `^${find}$`, replacement }));
  const config = `
    const alias = ${JSON.stringify(alias)}.map(({ find, replacement }) => ({ find: new RegExp(find), replacement }));
    export default { resolve: { alias }, test: { include: ['**/*.ts'] } };`;
  writeFileSync(join(folder, 'vitest.config.mjs'), config);
  const args = ['run', '--root', folder, '--no-color'];
  const { code, output } = execute(process.execPath, [join(vitest, 'vitest.mjs'), ...args], root);
  return code === 0 ? [] : [output];
}
