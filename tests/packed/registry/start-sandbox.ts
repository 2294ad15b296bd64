import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { must } from '../harness/processes.ts';

interface Sandbox {
  readonly settings: Readonly<Record<string, object>>;
  close(): Promise<void>;
}

/**
 * Installs the published sandbox into an empty project, and starts it in this process, on a port of 127.0.0.1.
 *
 * @returns its settings as JSON can carry them: keys and addresses
 */
export async function startSandbox(folder: string, env: NodeJS.ProcessEnv): Promise<Sandbox> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "sandbox", "private": true, "type": "module" }\n');
  await must('npm', ['install', '@x/sandbox'], { cwd: folder, env });
  const entry = pathToFileURL(join(folder, 'node_modules', '@x', 'sandbox', 'dist', 'index.js')).href;
  const { createSandbox }: { createSandbox(options: object): Promise<Sandbox> } = await import(entry);
  const sandbox = await createSandbox({ port: 0, taskDurationMs: 300 });
  // Functions stay here; what is left is all that a client in another process needs.
  const settings = Object.fromEntries(
    Object.entries(sandbox.settings).map(([name, given]) => [name, { ...given, clock: undefined, fetch: undefined }]),
  );
  return { settings, close: () => sandbox.close() };
}
