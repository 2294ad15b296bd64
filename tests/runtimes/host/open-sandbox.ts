import { pathToFileURL } from 'node:url';
import type { createSandbox as CreateSandbox, Sandbox, SandboxOptions } from '@x/sandbox';
import type { Settings } from '../cases/runtime-case.ts';

/** Opens sandboxes of the packed package in this process. */
export type OpenSandbox = (
  options: SandboxOptions,
) => Promise<{ readonly sandbox: Sandbox; readonly settings: Settings }>;

export async function sandboxOpener(project: string): Promise<OpenSandbox> {
  const entry = pathToFileURL(`${project}/node_modules/@x/sandbox/dist/index.js`).href;
  const { createSandbox }: { readonly createSandbox: typeof CreateSandbox } = await import(entry);
  return async (options) => {
    const sandbox = await createSandbox({ port: 0, taskDurationMs: 300, ...options });
    // Functions stay here; what is left is all that a client in another process needs.
    const plain = Object.fromEntries(
      Object.entries(sandbox.settings).map(([name, given]) => [name, { ...given, clock: undefined, fetch: undefined }]),
    );
    return { sandbox, settings: JSON.parse(JSON.stringify(plain)) as Settings };
  };
}
