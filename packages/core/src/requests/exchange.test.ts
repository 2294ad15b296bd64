import { describe, expect, test } from 'vitest';
import { createTransport, defineTasks, jsonRequest, rule } from '../provider.ts';
import { refuses, says, silent } from '../testing/fake-service.ts';
import { createWorld, errorOf } from '../testing/world.ts';

/** A client whose author did not think of everything. */
function createStumbling(): { readonly images: ReturnType<typeof defineTasks>['tasks']; readonly sent: string[] } {
  const sent: string[] = [];
  const transport = createTransport(
    {
      provider: 'stumbling',
      baseUrl: 'https://service.example',
      pace: { submitPerSecond: 10, queryPerSecond: 20 },
      sign: () => ({ headers: {}, secrets: [] }),
    },
    {
      retry: { limit: 0 },
      fetch: (request) => {
        sent.push(new URL(request.url).pathname);
        return Response.json({ id: 't-1', time: 'never' });
      },
    },
  );
  const stumble = (): never => {
    throw new RangeError('Invalid time value');
  };
  const { tasks } = defineTasks(transport, {
    typicalDurationMs: 1_000,
    refParams: rule(() => true, ''),
    submit: () => ({ request: jsonRequest('POST', '/submit', {}), lookup: { by: 'name' } }),
    classifySubmit: stumble,
    query: () => ({ request: { method: 'GET', path: '/query' }, read: stumble }),
  });
  return { images: tasks, sent };
}

test('a reader that stumbles over the answer to a submit leaves it unknown, with what to look by', async () => {
  const { images, sent } = createStumbling();
  const error = await errorOf(images.submit({}), 'submission-unknown');
  expect(error.message).toBe(
    'stumbling: unreadable answer (HTTP 200): answer: cannot be read; it may have been executed: look first',
  );
  expect(error).toMatchObject({ submission: 'unknown', lookup: { by: 'name', sentAt: expect.any(String) } });
  expect(sent).toEqual(['/submit']);
});

test('a reader that stumbles over the answer to a query says that it cannot be read', async () => {
  const { images } = createStumbling();
  const ref = {
    version: 1,
    provider: 'stumbling',
    kind: 'image',
    id: 't',
    submittedAt: '2026-01-01T00:00:00Z',
  } as const;
  expect(await errorOf(images.get(ref), 'response')).toMatchObject({
    submission: 'accepted',
    ref: { id: 't' },
    issues: [{ path: 'answer', message: 'cannot be read' }],
  });
});

test.each([300, 301, 302, 303, 307, 308, 399])(
  'an answer under %i is read by nobody, whatever its author would make of it',
  async (status) => {
    const read: number[] = [];
    const done = { status: 'succeeded', providerStatus: 'DONE', output: {} } as const;
    const transport = createTransport(
      {
        provider: 'credulous',
        baseUrl: 'https://service.example',
        pace: { submitPerSecond: 10, queryPerSecond: 20 },
        sign: () => ({ headers: {}, secrets: [] }),
      },
      { retry: { limit: 0 }, fetch: () => Response.json({}, { status }) },
    );
    const { tasks } = defineTasks(transport, {
      typicalDurationMs: 1_000,
      refParams: rule(() => true, ''),
      submit: () => ({ request: jsonRequest('POST', '/submit', {}), lookup: {} }),
      classifySubmit: () => ({ ok: `bought ${read.push(status)}` }),
      query: () => ({
        request: { method: 'GET', path: '/query' },
        read: () => ({ ok: { ...done, raw: read.push(status) } }),
      }),
    });
    await errorOf(tasks.submit({}), 'submission-unknown');
    const ref = {
      version: 1,
      provider: 'credulous',
      kind: 'image',
      id: 't',
      submittedAt: '2026-01-01T00:00:00Z',
    } as const;
    await errorOf(tasks.get(ref), 'response');
    expect(read).toEqual([]);
  },
);

describe('the message of an error says', () => {
  const message = async (...[status, body]: Parameters<typeof refuses>): Promise<string> => {
    const { images, service, refOf } = createWorld({ retry: { limit: 0 } });
    service.next('query', refuses(status, body));
    return (await errorOf(images.get(refOf('t')), 'api')).message;
  };

  test('what the service refused with, as far as it said', async () => {
    expect(await message(400, { code: 'E7', message: 'not like this' })).toBe(
      'fake: refused (HTTP 400, invalid-request) E7 not like this',
    );
    expect(await message(400, { message: 'not like this' })).toBe(
      'fake: refused (HTTP 400, invalid-request) not like this',
    );
    expect(await message(503, { code: 'E7' })).toBe('fake: refused (HTTP 503, server) E7');
    expect(await message(503)).toBe('fake: refused (HTTP 503, server)');
  });

  test('which member could not be read', async () => {
    const { images, service, refOf } = createWorld();
    service.always('query', () => says({}));
    const { message: said } = await errorOf(images.get(refOf('t')), 'response');
    expect(said).toBe('fake: unreadable answer (HTTP 200): state: is missing');
  });

  test('how long there was no answer', async () => {
    const { images, service, refOf } = createWorld({ retry: { limit: 0 } });
    service.always('query', silent);
    const error = await errorOf(images.get(refOf('t'), { timeoutMs: 4_000 }), 'request-timeout');
    expect(error.message).toBe('fake: no answer in 4000 ms');
  });
});
