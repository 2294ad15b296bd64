import { randomInt } from 'node:crypto';
import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runDemo } from './demo.ts';
import { interruptOnSignals } from './interrupt-on-signals.ts';
import { plainProgress } from './progress/plain-progress.ts';
import { terminalProgress } from './progress/terminal-progress.ts';
import { isTerminal } from './terminal/is-terminal.ts';

/** What may still hold the process when everything is done, such as an idle connection, is not waited for. */
const GRACE_MS = 200;
const SHOW_CURSOR = '\u001b[?25h';

const { argv, env, stdout, stderr } = process;
const hasTerminal = isTerminal(stdout, env);
const print = (line: string): void => void stdout.write(`${line}\n`);

// A terminal or a pipe that is gone must not stop what is under way: the pictures are paid for.
for (const stream of [stdout, stderr]) stream.on('error', () => undefined);

const signal = interruptOnSignals({
  onSignal: (name, listener) => process.on(name, listener),
  elapsedMs: () => performance.now(),
  exit(code) {
    if (hasTerminal) showCursor();
    process.exit(code);
  },
});

process.exitCode = await runDemo({
  args: argv.slice(2),
  env,
  // The same from `src` and from `dist`.
  folder: fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, ''),
  // A terminal that does not know its size has 0 columns.
  width: (hasTerminal && stdout.columns) || 80,
  sandbox: { seed: randomInt(2 ** 31), taskDurationMs: 6_000 },
  progress: hasTerminal ? terminalProgress(stdout, stderr) : plainProgress(print),
  signal,
  print,
  printError: (line) => void stderr.write(`${line}\n`),
});
setTimeout(() => process.exit(), GRACE_MS).unref();

/** Directly: the progress may have taken over the stream. */
function showCursor(): void {
  try {
    writeSync(stdout.fd, SHOW_CURSOR);
  } catch {
    // The terminal is gone.
  }
}
