import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface DemoOptions {
  readonly help: boolean;
  readonly resume: boolean;
  readonly service?: string | undefined;
  readonly prompt?: string | undefined;
  readonly model?: string | undefined;
  readonly resolution?: string | undefined;
  readonly count?: number | undefined;
}

/** The command line makes no sense; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError */
export function readOptions(args: readonly string[]): DemoOptions {
  // pnpm passes a separating `--` on.
  const { values } = parse(args[0] === '--' ? args.slice(1) : args);
  const { help = false, resume = false, count, ...words } = values;
  for (const [name, word] of Object.entries(words)) {
    if (word.trim() === '') throw new UsageError(`--${name} is empty`);
  }
  if (resume && (count !== undefined || Object.keys(words).length > 0)) {
    throw new UsageError('--resume goes on with what was submitted and takes no other option');
  }
  return { help, resume, ...words, count: readCount(count) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        service: { type: 'string' },
        prompt: { type: 'string' },
        model: { type: 'string' },
        resolution: { type: 'string' },
        count: { type: 'string' },
        resume: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const { message } = error as Error;
    // `-1` might be a flag, and the number forgotten; it is no number of pictures either.
    if (message.startsWith("Option '--count' argument is ambiguous")) readCount(args[args.indexOf('--count') + 1]);
    // What follows the first sentence is advice for other kinds of programs.
    const [sentence = ''] = message.split(/\. |\n/);
    throw new UsageError(sentence.replace(/\.$/, ''));
  }
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new UsageError(`--count takes a number of pictures, not '${text}'`);
  return Number(text);
}
