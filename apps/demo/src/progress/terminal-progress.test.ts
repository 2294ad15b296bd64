import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Connection } from '../connections/connection.ts';
import { Job } from '../jobs/job.ts';
import { tensorslab } from '../services/tensorslab.ts';
import { textWidth } from '../terminal/text-width.ts';
import { terminalProgress } from './terminal-progress.ts';

// The renderer asks the process itself whether it has a terminal.
const { isTTY } = process.stdout;
beforeEach(() => (process.stdout.isTTY = true));
afterEach(() => (process.stdout.isTTY = isTTY));

const connection: Connection = {
  service: tensorslab,
  at: 'sandbox',
  address: 'the sandbox',
  client: { check: () => expect.fail(), run: () => Promise.reject(new Error()), resume: () => expect.fail() },
  elapsedMs: () => 0,
  download: () => Promise.reject(new Error()),
};

class Screen extends Writable {
  readonly isTTY = true;
  readonly columns = 80;
  readonly rows = 30;
  text = '';
  override _write(chunk: Uint8Array | string, _: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

test('a terminal without room for the prompts shows none', async () => {
  const screen = Object.assign(new Screen(), { columns: 62 });
  const stream = screen as unknown as NodeJS.WriteStream;
  const job = new Job({
    connection,
    wish: { model: 'zimage', prompt: '一只戴墨镜的橘猫'.repeat(9) },
    path: '/nowhere',
  });
  await terminalProgress(stream, stream)([job], async () => job.enter('saved'));
  expect(stripVTControlCharacters(screen.text)).toMatch(/✔ TensorsLab {2}zimage {2}saved +0\.0 s {2}0 requests$/m);
  expect(screen.text).not.toContain('一');
});

test('a line for each task, cut to the terminal; signs for how each ended', async () => {
  const screen = new Screen();
  const jobs = ['saved', 'failed', 'interrupted'].map(
    (path) => new Job({ connection, wish: { model: 'zimage', prompt: '一只戴墨镜的橘猫'.repeat(9) }, path }),
  );
  const stream = screen as unknown as NodeJS.WriteStream;
  await terminalProgress(stream, stream)(jobs, async (job) => {
    job.enter('submitting');
    await Promise.resolve();
    job.enter(job.path as Job['state']);
  });
  const lines = stripVTControlCharacters(screen.text)
    .split(/[\r\n]+/)
    .filter((line) => line.includes('TensorsLab'));
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
  expect(lines[0]).toMatch(/^\S TensorsLab {2}zimage {2}submitting /);
  // There is room for all of it but a part of the prompt.
  expect(lines.at(-1)).toMatch(/ 0 requests {3}一只戴.*…$/);
  const signs = lines.slice(-3).map((line) => `${line[0]} ${line.split(/ {2,}/)[2]}`);
  expect(signs).toEqual(['✔ saved', '✖ failed', '↓ interrupted']);
  // The cursor is shown again.
  expect(screen.text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.text.lastIndexOf('\u001b[?25l'));
});
