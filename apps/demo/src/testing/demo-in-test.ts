import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDemo } from '../demo.ts';
import { Interruption } from '../interruption.ts';
import type { Job } from '../jobs/job.ts';
import { plainProgress } from '../progress/plain-progress.ts';
import type { Progress } from '../progress/progress.ts';
import type { SeededSandboxOptions } from '../connections/open-sandbox.ts';

/** What one run of the demo left. */
export interface Ran {
  readonly code: number;
  readonly lines: readonly string[];
  readonly errors: readonly string[];
  readonly text: string;
  /** The same with one blank for all that is between words: for sentences, which may be wrapped. */
  readonly words: string;
  readonly jobs: readonly Job[];
}

/** How a run differs from the usual one: virtual time, no key. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly sandbox?: Partial<SeededSandboxOptions>;
  readonly width?: number;
  /** Ends the run by SIGINT as soon as this is true of its jobs. */
  readonly interruptWhen?: (jobs: readonly Job[]) => boolean;
}

/** The demo in a folder of its own. */
export class DemoInTest {
  readonly folder = mkdtempSync(join(tmpdir(), 'x-demo-'));

  async run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    const { env = {}, width = 80, interruptWhen = () => false } = options;
    const lines: string[] = [];
    const errors: string[] = [];
    const shown: Job[] = [];
    const interruption = new AbortController();
    const print = (line: string): void => void lines.push(...line.split('\n'));
    const plain = plainProgress((line) => {
      print(line);
      if (interruptWhen(shown)) interruption.abort(new Interruption('SIGINT'));
    });
    const progress: Progress = (jobs, run) => {
      shown.push(...jobs);
      return plain(jobs, run);
    };
    const code = await runDemo({
      args,
      env,
      folder: this.folder,
      width,
      sandbox: { seed: 5, time: 'virtual', taskDurationMs: 6_000, ...options.sandbox },
      progress,
      signal: interruption.signal,
      print,
      printError: (line) => void errors.push(...line.split('\n')),
    });
    return { code, lines, errors, text: lines.join('\n'), words: lines.join(' ').replace(/\s+/g, ' '), jobs: shown };
  }

  /** Names of the saved pictures. */
  get pictures(): readonly string[] {
    return this.#names('output');
  }

  picture(name: string): Uint8Array {
    return readFileSync(join(this.folder, 'output', name));
  }

  /** What is stored, parsed. */
  get records(): readonly Readonly<Record<string, unknown>>[] {
    return this.#names('.state').map(
      (name) => JSON.parse(readFileSync(join(this.folder, '.state', name), 'utf8')) as Record<string, unknown>,
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #names(folder: string): readonly string[] {
    try {
      return readdirSync(join(this.folder, folder)).sort();
    } catch {
      return [];
    }
  }
}
