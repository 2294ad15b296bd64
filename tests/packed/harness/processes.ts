import { type ChildProcess, spawn } from 'node:child_process';

/** How a command ended, and all that it said. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Longer than anything here takes on a slow machine; then the command is ended. 180,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Is given all that was said so far, after each piece; the group is interrupted, as Ctrl-C does, once it says so. */
  readonly interrupt?: ((output: string) => Promise<boolean>) | undefined;
}

const running = new Set<ChildProcess>();

/** Each command leads a group of its own, so that what it started ends with it. */
function endGroup(child: ChildProcess): void {
  running.delete(child);
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Ends every command that still runs. */
export function endAll(): void {
  for (const child of running) endGroup(child);
}

/** Runs a command to its end. It never throws for what the command does: look at `code`. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  let output = '';
  const listen = async (chunk: string): Promise<void> => {
    output += chunk;
    if ((await options.interrupt?.(output)) !== true || child.pid === undefined || !running.has(child)) return;
    process.kill(-child.pid, 'SIGINT');
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => void listen(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => void listen(chunk));
  const timeoutMs = options.timeoutMs ?? 180_000;
  const timer = setTimeout(() => {
    output += `\nended after ${timeoutMs} ms`;
    endGroup(child);
  }, timeoutMs);
  child.on('error', (error) => {
    clearTimeout(timer);
    running.delete(child);
    resolve({ code: 127, output: `${output}${error.message}` });
  });
  child.on('close', (code) => {
    clearTimeout(timer);
    endGroup(child);
    resolve({ code: code ?? 1, output });
  });
  return promise;
}

/** Runs a command that must succeed, and returns what it said. */
export async function must(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${output.trim()}`);
  return output;
}
