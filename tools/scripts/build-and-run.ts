import { build } from './turbo.ts';

/**
 * Builds what a program needs, then runs it in this process, with the arguments of the command line: outside turbo, which
 * would take away its terminal and its environment. `entry` is a path from the root.
 */
export async function buildAndRun(filter: string, entry: string): Promise<void> {
  const args = process.argv.slice(2);
  // pnpm passes a separating `--` on.
  if (args[0] === '--') args.shift();

  const code = build(filter);
  if (code !== 0) process.exit(code);

  process.argv.splice(2, Infinity, ...args);
  await import(new URL(`../../${entry}`, import.meta.url).href);
}
