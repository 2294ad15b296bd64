import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace; every tool runs there, wherever it was started. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a tool of the workspace to its end and returns its exit code. What a quiet one says is shown if it fails. */
export function run(command: string, args: readonly string[], { quiet = false } = {}): number {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
    maxBuffer: Infinity,
    // npm's shims are batch files on Windows.
    shell: process.platform === 'win32',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  });
  if (error) console.error(error.message);
  if (quiet && status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status ?? 1;
}

/** Runs a tool to its end, showing and keeping what it says. */
export async function runAndListen(
  command: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['inherit', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    // It sees a pipe, and would leave its colours out.
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
  });
  const chunks: Buffer[] = [];
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.on('data', (chunk: Buffer) => chunks.push(chunk));
    from.pipe(to);
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, output: Buffer.concat(chunks).toString() };
}

/** Builds the packages that match, or all. */
export function build(...filters: readonly string[]): number {
  console.log('Building …');
  const selected = filters.map((filter) => `--filter=${filter}`);
  return run('turbo', ['run', 'build', ...selected, '--output-logs=errors-only'], { quiet: true });
}

if (import.meta.main) process.exitCode = run('turbo', process.argv.slice(2));
