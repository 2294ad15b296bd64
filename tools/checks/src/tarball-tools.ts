import { fileURLToPath } from 'node:url';
import { judge, type Problems } from './report.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A tool of the checks: they bring it along, so that no package has to. */
function tool(name: string): string {
  return fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
}

/** What is wrong with the form of a package, warnings and suggestions included. */
export function checkPublint(tarball: string): Problems {
  return judge(tool('publint'), ['run', tarball, '--strict'], temporaryFolder());
}

/** Whether TypeScript finds the types that belong to what is imported, however it resolves. */
export function checkTypesResolve(tarball: string): Problems {
  const options = ['--profile', 'esm-only', '--no-color', '--no-emoji'];
  return judge(tool('attw'), [tarball, ...options], temporaryFolder());
}
