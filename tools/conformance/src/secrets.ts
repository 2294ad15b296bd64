import { describe, expect, test } from 'vitest';
import * as answers from './answers.ts';
import { errorOf, rejectionOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { expectNothingSecret, secretsIn } from './secrets-in.ts';
import type { Step } from './traffic.ts';
import { worldsOf, type World } from './world.ts';

/** Nothing that proves who we are, and no body, can be seen in anything that is logged. */
export function describeSecrets<Input>(harness: Harness<Input>): void {
  const { input, badInputs, wire } = harness;
  const inWorld = worldsOf(harness);

  /** All that a server or a runtime has seen of the request, as it may repeat it. */
  const seenIn = (request: Request): string => {
    const { authorization, ...others } = Object.fromEntries(request.headers);
    return `not like this: ${authorization ?? ''} ${secretsIn(request).join(' ')} ${JSON.stringify(others)}`;
  };
  /** A server that repeats in its refusal what it was sent. */
  const echo: Step = (request) => wire.refused(request, seenIn(request));
  /** A `fetch` whose errors hold the request, as objects and in words. */
  const talkative =
    (code: string): Step =>
    (request) => {
      const headers = Object.fromEntries(request.headers);
      const details = { request, options: { headers }, config: { headers: new Headers(request.headers) } };
      const cause = Object.assign(new Error(`${code} for ${seenIn(request)}`), {
        code,
        syscall: 'connect',
        ...details,
      });
      return Promise.reject(Object.assign(new TypeError(`fetch failed: ${seenIn(request)}`, { cause }), details));
    };

  /** Calls that end in an error, each of another kind. */
  const endings: Readonly<Record<string, (world: World<Input>) => Promise<unknown>>> = {
    'bad input': ({ images }) => images.submit(badInputs[0]?.input as Input),
    'a refusal that repeats what it was sent': ({ images, submits }) => {
      submits.always(echo);
      return images.submit(input);
    },
    'a bare status with an echo in its body': ({ images, submits }) => {
      submits.always((request) => new Response(seenIn(request), { status: 403 }));
      return images.submit(input);
    },
    'a wrong key': ({ images, submits }) => {
      submits.always(wire.wrongKey);
      return images.submit(input);
    },
    'a lost submit, with an error that holds the request': ({ images, submits }) => {
      submits.always(talkative('ECONNRESET'));
      return images.submit(input);
    },
    'a submit that never left, with an error that holds the request': ({ client, submits }) => {
      submits.always(talkative('ECONNREFUSED'));
      return client({ retry: { limit: 1 } }).images.submit(input);
    },
    'a lost submit, answered by a page': ({ images, submits }) => {
      submits.always(answers.htmlPage());
      return images.submit(input);
    },
    'a lost submit, answered by an echo': ({ images, submits }) => {
      submits.always((request) => new Response(seenIn(request)));
      return images.submit(input);
    },
    'a lost submit, after a refusal that repeats what it was sent': ({ images, submits }) => {
      submits.next(talkative('ECONNREFUSED'), answers.onceExecuted(answers.htmlPage(502)), echo);
      return images.submit(input).then(() => Promise.reject(new Error('the service recognised the repeat')));
    },
    'a query that gets a page': async ({ images, queries }) => {
      queries.always(answers.htmlPage());
      return images.get((await images.submit(input)).ref);
    },
    'a query that gets an echo': async ({ images, queries }) => {
      queries.always(echo);
      return images.get((await images.submit(input)).ref);
    },
    'a query whose connection fails': async ({ client, queries }) => {
      queries.always(talkative('ECONNRESET'));
      const { images } = client({ retry: { limit: 1 } });
      return images.get((await images.submit(input)).ref);
    },
    'a query that takes too long': async ({ client, queries }) => {
      queries.always(answers.deaf);
      const { images } = client({ retry: { limit: 1 }, timeoutMs: { query: 1_000 } });
      return images.get((await images.submit(input)).ref);
    },
    'a wait that is refused for good': ({ images, queries }) => {
      queries.always(echo);
      return images.run(input);
    },
    'a wait that times out': ({ images, queries }) => {
      queries.next(echo, talkative('ECONNRESET'), answers.htmlPage());
      queries.always(answers.htmlPage());
      return images.run(input, { timeoutMs: 30_000 });
    },
    'a task that failed': ({ images, queries }) => {
      queries.always((request) => wire.failed(request, 'the brush broke'));
      return images.run(input);
    },
    'a task that failed in words that repeat what was sent': ({ images, queries }) => {
      queries.always((request) => wire.failed(request, seenIn(request)));
      return images.run(input);
    },
  };

  describe('no secret and no body is shown', () => {
    test.each(Object.entries(endings))('by the error of %s', (_, call) =>
      inWorld(async (world) => {
        const error = await rejectionOf(call(world));
        expect(error).toBeInstanceOf(Error);
        expect(world.secrets.size, 'something to look for').toBeGreaterThan(0);
        expectNothingSecret(error, [...world.secrets, answers.PAGE_TEXT]);
        expectNothingSecret(world.events, [answers.PAGE_TEXT]);
      })(),
    );

    test(
      'not even in part, where long words are cut',
      inWorld(async ({ client, submits, secrets }) => {
        const { images } = client({ retry: { limit: 0 } });
        for (let before = 0; before < 600; before += 6) {
          submits.always((request) => wire.refused(request, 'x'.repeat(before) + secretsIn(request).join(' ')));
          const error = await rejectionOf(images.submit(input));
          // Keys and signatures; the beginning of a whole header may be the name of a scheme.
          const single = [...secrets].filter((secret) => !/[\s,]/.test(secret));
          expect(single).not.toEqual([]);
          expectNothingSecret(
            error,
            single.map((secret) => secret.slice(0, 10)),
          );
        }
      }),
    );

    test(
      'by client, task, snapshot and ref',
      inWorld(async ({ sandbox, client, secrets }) => {
        const made = client();
        const task = await made.images.submit(input);
        const done = await task.wait();
        for (const value of [made, made.images, task, done, done.ref, harness.create(sandbox, {})]) {
          expectNothingSecret(value, secrets);
        }
      }),
    );

    test(
      'although the words of a refusal are kept',
      inWorld(async ({ images, submits }) => {
        submits.always(echo);
        expect((await errorOf(images.submit(input), 'api')).message).toContain('not like this');
      }),
    );

    test(
      'although the error of the runtime is kept as the cause',
      inWorld(async ({ client, submits }) => {
        const error = answers.fetchFailed('ECONNREFUSED', { syscall: 'connect' });
        submits.always(answers.throwing(error));
        const thrown = await errorOf(client({ retry: { limit: 0 } }).images.submit(input), 'network');
        expect(thrown.cause).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNREFUSED' } });
        submits.always(talkative('ECONNREFUSED'));
        const cleaned = await errorOf(client({ retry: { limit: 0 } }).images.submit(input), 'network');
        expect(cleaned.cause).toMatchObject({ name: 'TypeError', cause: { code: 'ECONNREFUSED' } });
      }),
    );
  });
}
