import { delimiter, dirname } from 'node:path';

/** Variables that a package manager sets for its scripts: a stranger does not have them. */
const managed = /^(npm_|NPM_|PNPM_|YARN_|COREPACK_|INIT_CWD$|NODE_PATH$|NODE_OPTIONS$|VITEST|JEST|TURBO_|CI$)/;

/**
 * This machine's environment as a stranger has it, with the workspace's Node first on the path.
 *
 * @param folders - of further commands
 */
export function strangersEnvironment(...folders: readonly string[]): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !managed.test(name));
  const env: NodeJS.ProcessEnv = Object.fromEntries(inherited);
  // Folders of scripts of this workspace would lend a stranger the workspace's tools.
  const path = (env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  env['PATH'] = [dirname(process.execPath), ...folders, ...path].join(delimiter);
  env['NEXT_TELEMETRY_DISABLED'] = '1';
  env['TURBO_TELEMETRY_DISABLED'] = '1';
  env['NO_COLOR'] = '1';
  return env;
}
