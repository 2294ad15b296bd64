import * as here from '@x/core';
import { describe, expect, test, vi } from 'vitest';
import { reset } from './answers.ts';
import { rejectionOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { worldsOf, type World } from './world.ts';

type ErrorClass = abstract new (...fields: never[]) => Error;

/** Two versions of core in one program: what one throws, the other has to recognise. */
export function describeErrorCopies<Input>(harness: Harness<Input>): void {
  const { input, badInputs, wire } = harness;
  const inWorld = worldsOf(harness);

  /** The same modules, evaluated a second time. */
  async function loadCopy(): Promise<typeof here> {
    vi.resetModules();
    return import('@x/core');
  }

  const calls: Readonly<Record<string, readonly [ErrorClass, (world: World<Input>) => Promise<unknown>]>> = {
    input: [here.InputError, ({ images }) => images.submit(badInputs[0]?.input as Input)],
    api: [
      here.ApiError,
      ({ images, submits }) => {
        submits.always(wire.wrongKey);
        return images.submit(input);
      },
    ],
    'submission-unknown': [
      here.SubmissionUnknownError,
      ({ client, submits }) => {
        submits.always(reset);
        return client({ retry: { limit: 0 } }).images.submit(input);
      },
    ],
    'task-failed': [
      here.TaskFailedError,
      ({ images, queries }) => {
        queries.always((request) => wire.failed(request, 'the brush broke'));
        return images.run(input);
      },
    ],
    'task-timeout': [
      here.TaskTimeoutError,
      ({ images, queries }) => {
        queries.always(wire.running);
        return images.run(input, { timeoutMs: 5_000 });
      },
    ],
  };

  describe('two copies of core', () => {
    test.each(Object.entries(calls))('recognise each other’s %s', (code, [errorClass, call]) =>
      inWorld(async (world) => {
        const copy = await loadCopy();
        expect(copy.TaskServiceError, 'it is another copy').not.toBe(here.TaskServiceError);
        const error = await rejectionOf(call(world));
        for (const core of [here, copy]) expect(core.isTaskServiceError(error)).toBe(true);
        expect(error).toMatchObject({ code, name: errorClass.name });
        expect(error).toBeInstanceOf(here.TaskServiceError);
        expect(error).toBeInstanceOf(errorClass);
        expect(error).not.toBeInstanceOf(here.DownloadError);
      })(),
    );

    test('take no other error for one of theirs', async () => {
      const copy = await loadCopy();
      for (const value of [new Error('api'), { code: 'api', name: 'ApiError' }, null, undefined, 'ApiError']) {
        expect(copy.isTaskServiceError(value)).toBe(false);
        expect(value).not.toBeInstanceOf(copy.TaskServiceError);
      }
    });
  });
}
