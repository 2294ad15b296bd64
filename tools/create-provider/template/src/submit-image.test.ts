import { describe, expect, test } from 'vitest';
import { KEY, says, wire } from './testing/new-provider-wire.ts';
import { ref, talk } from './testing/talk.ts';

const input = { model: 'any', prompt: 'a cat', seed: 7 };

// TODO: the request as the service's page shows it, to the last byte.
test('the documented request', async () => {
  const { images, requests } = talk(() => wire.accepted('task-1'));
  expect((await images.submit(input)).ref).toEqual(ref);
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({ method: 'POST', url: 'https://api.new-provider.example/v1/images' });
  expect(requests[0]?.headers.get('authorization')).toBe(`Bearer ${KEY}`);
  expect(requests[0]?.headers.get('content-type')).toBe('application/json');
  expect(await requests[0]?.text()).toBe('{"model":"any","prompt":"a cat","seed":7}');
});

// TODO: every answer that the service is known to give, and what it means for the money. What every service may give
// (HTML, resets, 5xx, time-outs) is the conformance kit's business.
describe('an answer', () => {
  test.each([
    ['insufficient_credits', 402, 'quota'],
    ['content_policy_violation', 400, 'content-policy'],
    ['invalid_api_key', 401, 'authentication'],
    ['whatever', 400, 'invalid-request'],
  ])('%s with HTTP %i is refused: %s, nothing bought', async (code, status, kind) => {
    const { images } = talk(() => says({ error: { code, message: 'in words' } }, status));
    await expect(images.submit(input)).rejects.toMatchObject({
      code: 'api',
      kind,
      status,
      providerCode: code,
      submission: 'none',
      message: expect.stringContaining('in words') as string,
    });
  });

  test.each([
    ['without an id', {}],
    ['with an empty id', { id: '' }],
    ['with an id that is no text', { id: { $oid: '1' } }],
    ['that is an error object under HTTP 200', { error: { code: 'whatever', message: 'in words' } }],
  ])('%s is unknown: it may have been bought', async (_, body) => {
    const { images, requests } = talk(() => says(body));
    await expect(images.submit(input)).rejects.toMatchObject({ code: 'submission-unknown', lookup: { model: 'any' } });
    expect(requests).toHaveLength(1);
  });
});
