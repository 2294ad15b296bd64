import { InputError } from '@x/core';
import type { Job } from '../jobs/job.ts';
import { UsageError } from '../options.ts';
import type { DemoService, TaskWish } from '../services/demo-service.ts';

const LONGEST_VALUE = 40;

/**
 * Lets the client of a new job check what it is to submit, without sending anything. What is wrong with it came from the
 * command line, and is said in its terms.
 *
 * @throws UsageError
 */
export async function checkWish({ connection, wish }: Job): Promise<void> {
  try {
    await connection.client.check(wish);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const broken = error.issues.map(({ path, message }) => `${inFlags(path, wish, connection.service)}: ${message}`);
    throw new UsageError([...new Set(broken)].join('; '));
  }
}

/** `batchSize` is `--count 99`; what no option leads to keeps its name. */
function inFlags(path: string, wish: TaskWish, { optionOf = {} }: DemoService): string {
  const [first = ''] = path.split('.');
  const option = optionOf[path] ?? optionOf[first] ?? (first in wish ? (first as keyof TaskWish) : undefined);
  if (option === undefined) return path;
  const value = wish[option];
  return `--${option} ${typeof value === 'string' ? `'${shorten(value)}'` : value}`;
}

function shorten(text: string): string {
  const characters = Array.from(text);
  return characters.length > LONGEST_VALUE ? `${characters.slice(0, LONGEST_VALUE).join('')}…` : text;
}
