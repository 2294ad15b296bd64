import { isTaskServiceError } from '@x/core';
import { createSandbox } from '@x/sandbox';
import { describe, expect, test } from 'vitest';
import { createMpsAigc } from './index.ts';

/** Answers get lost at random; each order has a prompt of its own, so that it can be seen what was really executed. */
describe.each([1, 2, 3, 4])('under random lost answers (seed %i)', (seed) => {
  test('an order is sent again after a refusal for rate only, and executed once at most', async () => {
    const sandbox = await createSandbox({
      time: 'virtual',
      seed,
      faults: [
        { fault: 'reset-before-body', on: 'submit', probability: 0.1 },
        { fault: 'reset-after-body', on: 'submit', probability: 0.1 },
        { fault: 'server-error', on: 'submit', probability: 0.1 },
        { fault: 'truncated', on: 'submit', probability: 0.1 },
        { fault: 'rate-limit', on: 'submit', probability: 0.2 },
      ],
    });
    try {
      const orders = Array.from({ length: 60 }, (_, index) => `order ${index}`);
      const endings = await Promise.all(
        orders.map(async (prompt) => {
          let requests = 0;
          let refusals = 0;
          const counting = createMpsAigc({
            ...sandbox.settings.mpsAigc,
            onEvent: (event) => {
              if (event.type === 'request') requests += 1;
              if (event.type === 'throttled' && event.by === 'rate-limit') refusals += 1;
            },
          });
          const ending = await counting.images.submit({ prompt }).then(
            ({ ref }) => ref.id,
            (error: unknown) => error,
          );
          return { prompt, ending, repeats: requests - 1, refusals };
        }),
      );

      const executed = sandbox.tasks.map(
        ({ id, input }) => [id, (input as { readonly Prompt: string }).Prompt] as const,
      );
      expect(new Set(executed.map(([, prompt]) => prompt)).size, 'nothing was made twice').toBe(executed.length);
      for (const { prompt, ending, repeats, refusals } of endings) {
        if (typeof ending === 'string') {
          expect(executed).toContainEqual([ending, prompt]);
          expect(repeats).toBe(refusals);
          continue;
        }
        expect(isTaskServiceError(ending)).toBe(true);
        const { code, submission } = ending as { readonly code: string; readonly submission: string };
        if (code === 'submission-unknown') expect(repeats).toBe(refusals);
        else expect([code, submission, executed.filter(([, made]) => made === prompt)]).toEqual(['api', 'none', []]);
      }
      const codes = endings.map(({ ending }) => (typeof ending === 'string' ? 'accepted' : 'lost'));
      expect(new Set(codes).size, 'both were met').toBe(2);
    } finally {
      await sandbox.close();
    }
  });
});
