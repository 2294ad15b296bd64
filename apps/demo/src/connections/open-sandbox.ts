import { downloadImage } from '@x/core';
import { createSandbox, type SandboxOptions } from '@x/sandbox';
import { followEvents } from '../jobs/follow-events.ts';
import type { DemoService } from '../services/demo-service.ts';
import type { Connection } from './connection.ts';

/** Where it is, for people. */
export const SANDBOX_ADDRESS = 'the sandbox in this process';

/** A sandbox in this process. */
export interface OpenSandbox {
  connect(service: DemoService): Connection;
  close(): Promise<void>;
}

/** Options of a sandbox whose seed is known, because a later process needs it. */
export type SeededSandboxOptions = SandboxOptions & { readonly seed: number };

/** Starts a sandbox that is reached without a network. */
export async function openSandbox(options: SeededSandboxOptions): Promise<OpenSandbox> {
  const sandbox = await createSandbox(options);
  const { fetch, clock } = sandbox;
  const { seed } = options;
  return {
    connect: (service) => ({
      service,
      at: 'sandbox',
      address: SANDBOX_ADDRESS,
      client: service.connectSandbox(sandbox, followEvents),
      elapsedMs: () => clock.elapsed(),
      // Its pictures are where it is: on this machine.
      download: (image, signal) => downloadImage(image, { signal, fetch, allowPrivateHosts: true }),
      saveTask(id) {
        const task = sandbox.saveTasks().find((saved) => saved.service === service.id && saved.id === id);
        return task === undefined ? undefined : { seed, task };
      },
    }),
    close: () => sandbox.close(),
  };
}
