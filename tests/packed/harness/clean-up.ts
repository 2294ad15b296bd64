import { rmSync } from 'node:fs';
import { endAll } from './processes.ts';

/**
 * Removes the folder when the process ends, however it ends, after all that it started has been ended. Servers live in
 * this process, so that none can be left over.
 */
export function cleanUpAtExit(folder: string): void {
  process.on('exit', () => {
    endAll();
    if (process.env['KEEP_WORK'] === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    else console.log(`kept: ${folder}`);
  });
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.on(signal, () => process.exit(128 + number));
  }
}
