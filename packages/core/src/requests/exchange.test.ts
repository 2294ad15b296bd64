import { expect, test } from 'vitest';
import { createTransport, defineTasks, jsonRequest, rule } from '../provider.ts';
import { errorOf } from '../testing/world.ts';

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
  expect(await errorOf(images.get(ref), 'response')).toMatchObject({ submission: 'accepted', ref: { id: 't' } });
});
