#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { inFlags } from './cli/in-flags.ts';
import { type Arguments, readArguments } from './cli/read-arguments.ts';
import { helpText, startText } from './cli/texts.ts';
import { createSandbox } from './create-sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** Whoever starts it by other means says how. */
const command = process.env['X_SANDBOX_COMMAND'] ?? 'npx @x/sandbox';

await main();

async function main(): Promise<void> {
  let sandbox: Sandbox;
  try {
    const asked = readArguments(process.argv.slice(2));
    if (asked.show !== undefined) {
      process.stdout.write(await textOf(asked.show));
      return;
    }
    sandbox = await createSandbox(asked.options);
  } catch (error) {
    fail(error);
    return;
  }
  // The first one closes; a terminal's hang-up or an impatient second one must not leave the port half closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void sandbox.close());
  process.stdout.write(startText(sandbox));
}

async function textOf(show: NonNullable<Arguments['show']>): Promise<string> {
  if (show === 'help') return helpText(command);
  const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return `${manifest.version}\n`;
}

/** 2 for arguments that make no sense, 1 for what the machine refuses, such as a port in use. */
function fail(error: unknown): void {
  if (error instanceof TypeError) {
    process.stderr.write(`${inFlags(error.message)}\nTry: ${command} --help\n`);
    process.exitCode = 2;
    return;
  }
  const { code, port } = error as { readonly code?: string; readonly port?: number };
  const isTaken = code === 'EADDRINUSE';
  process.stderr.write(isTaken ? `Port ${port} is in use; choose another with --port\n` : `${String(error)}\n`);
  process.exitCode = 1;
}
