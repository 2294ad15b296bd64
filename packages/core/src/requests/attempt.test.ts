import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ConfigurationError, SignatureError } from '../index.ts';
import { type Answer, createTransport, type RequestSpec, startCall, type TransportDefinition } from '../provider.ts';
import { FAKE_KEY } from '../testing/fake-provider.ts';
import { done, fails, refuses, says, type Step, working } from '../testing/fake-service.ts';
import { createWorld, errorOf } from '../testing/world.ts';
import { attempt } from './attempt.ts';

const input = { prompt: 'a cat' };

/** As a service that signs its answers: the header has to say `ours`; what else it says is the reason. */
async function verify({ headers }: Answer): Promise<void> {
  const signature = headers.get('x-signature') ?? 'missing-header';
  if (signature !== 'ours')
    throw new SignatureError('fake: not trusted', { provider: 'fake', reason: signature as 'probe' });
}
const signed =
  (step: Step, signature = 'ours'): Step =>
  async (request) => {
    const answer = await step(request);
    const headers = new Headers(answer.headers);
    headers.set('x-signature', signature);
    return new Response(answer.body, { status: answer.status, headers });
  };
const accepted: Step = () => says({ id: 't' });

describe('an answer that is not the service’s', () => {
  test('to a submit leaves it unknown, whatever it says', async () => {
    const { client, service, events } = createWorld({ verify });
    for (const answer of [accepted, signed(accepted, 'probe'), signed(accepted, 'signature'), refuses(400)]) {
      service.next('submit', answer);
      const error = await errorOf(client().submit(input), 'submission-unknown');
      expect(error).toMatchObject({ submission: 'unknown', retryable: false, lookup: { prompt: 'a cat' } });
    }
    expect(service.requests).toHaveLength(4);
    expect(events.filter(({ type }) => type === 'response')).toMatchObject(Array(4).fill({ error: 'signature' }));
    service.next('submit', signed(accepted));
    expect((await client().submit(input)).ref.id).toBe('t');
  });

  test('never ends a wait when it is a probe', async () => {
    const { client, service, refOf } = createWorld({ verify });
    service.next('query', ...Array.from({ length: 12 }, () => signed(done, 'probe')), signed(done));
    expect(await client().resume(refOf('t')).wait()).toMatchObject({ status: 'succeeded' });
    expect(service.requests).toHaveLength(13);
  });

  test.each(['signature', 'timestamp', 'unknown-serial', 'missing-header', 'mismatch', 'decryption'])(
    'ends a wait when it is so five times running (%s)',
    async (reason) => {
      const { client, service, refOf } = createWorld({ verify });
      const forged = signed(done, reason);
      service.next('query', forged, forged, forged, forged, signed(working), forged, forged, forged, forged);
      service.always('query', forged);
      const ref = refOf('t');
      const error = await errorOf(client().resume(ref).wait(), 'signature');
      expect(service.requests).toHaveLength(10);
      expect(error, 'the task is there').toMatchObject({ reason, submission: 'accepted', ref });
    },
  );

  test('does not end it when it is so four times, over and over', async () => {
    const { client, service, refOf } = createWorld({ verify });
    const forged = signed(done, 'signature');
    const four = [forged, forged, forged, forged];
    service.next('query', ...four, signed(working), ...four, signed(done, 'probe'), ...four, signed(done));
    expect(await client().resume(refOf('t')).wait()).toMatchObject({ status: 'succeeded' });
  });

  test('to get is an error of which one knows that the task is there', async () => {
    const { client, service, refOf } = createWorld({ verify });
    service.always('query', signed(done, 'mismatch'));
    const ref = refOf('t');
    expect(await errorOf(client().get(ref), 'signature')).toMatchObject({
      reason: 'mismatch',
      submission: 'accepted',
      ref,
    });
  });

  // The keys to verify with may come from a function of the user.
  test('because the keys for it are not there, leaves a submit unknown too', async () => {
    const { client, service } = createWorld({
      verify: () => Promise.reject(new ConfigurationError('fake: keys: the function failed', { provider: 'fake' })),
    });
    service.always('submit', accepted);
    const error = await errorOf(client().submit(input), 'submission-unknown');
    expect(error.submission).toBe('unknown');
    expect(service.requests).toHaveLength(1);
  });
});

describe('what fetch rejects with', () => {
  const request = new Request('https://fake.example/', { headers: { authorization: `Bearer ${FAKE_KEY}` } });
  test.each<readonly [string, unknown]>([
    ['an error with the Request in it', Object.assign(new Error('failed'), { request, code: 'E_ODD' })],
    ['an error that tells the key', new TypeError(`cannot send header "Bearer ${FAKE_KEY}"`)],
    ['text', `Bearer ${FAKE_KEY}`],
    ['nothing', undefined],
    ['an error that is its own cause', Object.assign(new Error('failed'), { cause: undefined })],
  ])('(%s) never shows a secret, and leaves a submit unknown', async (name, thrown) => {
    if (name.endsWith('own cause')) (thrown as Error).cause = thrown;
    const { images, service } = createWorld();
    service.always('submit', fails(thrown));
    const error = await errorOf(images.submit(input), 'submission-unknown');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(FAKE_KEY);
    expect(service.requests).toHaveLength(1);
  });

  test('is the cause, where it is harmless', async () => {
    const { client, service, refOf } = createWorld({ retry: { limit: 0 } });
    const thrown = new TypeError('Failed to fetch');
    service.always('query', fails(thrown));
    const error = await errorOf(client().get(refOf('t')), 'network');
    expect(error.cause).toBe(thrown);
    expect(error).toMatchObject({
      submission: 'accepted',
      retryable: true,
      message: 'fake: the connection failed (no code)',
    });
  });

  // Somebody may give one client's fetch to another, or throw our errors in a fetch of his own.
  test('is no verdict of ours, even if it is an error of ours', async () => {
    const { client, service, refOf } = createWorld({ retry: { limit: 0 } });
    service.always('submit', fails(new ConfigurationError('another: apiKey: missing', { provider: 'another' })));
    await errorOf(client().submit(input), 'submission-unknown');
    service.always('query', fails(new SignatureError('x', { provider: 'another', reason: 'signature' })));
    await errorOf(client().get(refOf('t')), 'network');
  });
});

describe('what the service says', () => {
  test('is in the error, cut, and without what it repeats of ours', async () => {
    const { images, service } = createWorld();
    const message = `no such key: ${FAKE_KEY}. ${'blah '.repeat(1_000)}`;
    const detail = { header: `Bearer ${FAKE_KEY}`, list: [FAKE_KEY], count: 12 };
    service.next('submit', refuses(401, { code: 'E42', message, detail }));
    const error = await errorOf(images.submit(input), 'api');
    expect(error).toMatchObject({
      status: 401,
      kind: 'authentication',
      providerCode: 'E42',
      detail: { header: 'Bearer [redacted]', list: ['[redacted]'], count: 12 },
    });
    expect(error.message).toContain('E42 no such key: [redacted]. blah blah');
    expect(error.message.length).toBeLessThan(500);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(FAKE_KEY);
  });

  test('in a failed task is shown without what it repeats of ours', async () => {
    const { images, service, refOf } = createWorld();
    service.always('query', () =>
      says({ state: 'broken', failure: { kind: 'invalid-input', message: `bad: ${FAKE_KEY}` } }),
    );
    const error = await errorOf(images.resume(refOf('t')).wait(), 'task-failed');
    expect(error.message).toBe('fake: the task failed (invalid-input): bad: [redacted]');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(FAKE_KEY);
  });

  test('may be odd: a key of digits harms no number', async () => {
    const { client, service } = createWorld({ apiKey: '1234567890' });
    service.next('submit', refuses(400, { code: 1234567890, detail: { id: 1234567890, long: 12345678901 } }));
    const error = await errorOf(client().submit(input), 'api');
    expect(error.status).toBe(400);
  });
});

// The request is built while it is being signed.
describe('a signer', () => {
  /** One attempt of an author whose signer does this. */
  async function sendWith(sign: TransportDefinition['sign'], spec: Partial<RequestSpec> = {}) {
    const sent: Request[] = [];
    const transport = createTransport(
      { provider: 'odd', baseUrl: 'https://service.example', pace: { submitPerSecond: 10, queryPerSecond: 20 }, sign },
      { fetch: (request) => (sent.push(request), Response.json({})) },
    );
    const request = { method: 'POST', path: '/', ...spec } as const;
    return { sent, outcome: await attempt(startCall(transport), request, { operation: 'submit', timeoutMs: 1_000 }) };
  }

  test('has the last word in headers, in whatever case', async () => {
    const headers = { 'Content-Type': 'application/json; charset=utf-8', Accept: 'image/*' };
    const { sent } = await sendWith(() => ({ headers, secrets: [] }), {
      headers: { 'content-type': 'application/json', 'x-own': 'one' },
      body: '{}',
    });
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      accept: 'image/*',
      'x-own': 'one',
      'user-agent': '@x/odd',
    });
  });

  test.each([
    ['at once', () => fail()],
    ['later', async () => fail()],
  ])('that fails %s sends nothing, and its own error is the cause', async (_, sign) => {
    const { sent, outcome } = await sendWith(sign);
    expect(sent).toEqual([]);
    expect(outcome).toMatchObject({ nothingDone: true, error: { code: 'network', cause: FAILURE } });
    expect('error' in outcome && outcome.error.cause).toBe(FAILURE);
  });

  test('may fail together with the body: nothing is sent, nothing is left behind', async () => {
    const body = (): never => {
      throw new RangeError('no form');
    };
    const { sent, outcome } = await sendWith(async () => fail(), { body });
    expect(sent).toEqual([]);
    expect(outcome).toMatchObject({ nothingDone: true, error: { code: 'network' } });
  });

  test('that makes what no header can hold sends nothing, and shows no secret', async () => {
    const { sent, outcome } = await sendWith(() => ({
      headers: { authorization: `Bearer ${FAKE_KEY}\n图` },
      secrets: [FAKE_KEY],
    }));
    expect(sent).toEqual([]);
    expect(outcome).toMatchObject({ nothingDone: true });
    expect(inspect(outcome, { depth: 10, showHidden: true })).not.toContain(FAKE_KEY);
  });
});

// As a runtime’s own: ky would take it for one of its own requests.
const FAILURE = new TypeError('fetch failed');
function fail(): never {
  throw FAILURE;
}
