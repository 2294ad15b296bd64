import { must } from './processes.ts';

/** The pnpm that runs us, or one that npx fetches. */
export function pnpmCommand(): readonly [command: string, ...args: string[]] {
  const pnpm = process.env['npm_execpath'] ?? '';
  return /pnpm\.[cm]?js$/.test(pnpm) ? [process.execPath, pnpm] : ['npx', '-y', 'pnpm@10'];
}

/**
 * Installs a folder outside the workspace by its own lockfile.
 *
 * @param folder - its absolute path
 */
export async function installTools(folder: string): Promise<void> {
  const [command, ...args] = pnpmCommand();
  // CI: nobody is there to be asked.
  const env = { ...process.env, CI: 'true' };
  const options = { cwd: folder, env, timeoutMs: 600_000 };
  await must(command, [...args, 'install', '--frozen-lockfile', '--prefer-offline'], options);
}
