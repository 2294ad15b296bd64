import type { TaskRef, TaskSnapshot } from '@x/core';
import { payload } from '@x/payloads';
import { describe, expect, test } from 'vitest';
import { accepted, answerOf, talk } from './testing/talk.ts';

const ref: TaskRef = {
  version: 1,
  provider: 'tensorslab',
  kind: 'image',
  id: 'abcd_1234567890abcdef',
  params: { model: 'seedreamv45' },
  submittedAt: '2025-12-31T00:00:00.000Z',
};
const input = { model: 'zimage', prompt: 'a cat' };

async function read(body: unknown, status = 200): Promise<TaskSnapshot> {
  return talk(() => answerOf(body, status)).images.get(ref);
}
const dataOf = (body: unknown): unknown => (body as { readonly data: unknown }).data;

test('the documented request', async () => {
  const { images, requests } = talk(() => answerOf(payload('tensorslab/07-query-response.processing')));
  await images.get(ref);
  expect(requests.map(({ method, url }) => [method, url])).toEqual([
    ['POST', 'https://api.tensorslab.com/v1/images/infobytaskid'],
  ]);
  expect(await requests[0]?.json()).toEqual(payload('tensorslab/05-query-request'));
  expect(requests[0]?.headers.get('content-type')).toBe('application/json');
  expect(requests[0]?.headers.get('authorization')).toBe('Bearer sandbox-key');
});

describe('the documented answers', () => {
  test('03: created', async () => {
    const { images } = talk(() => answerOf(payload('tensorslab/03-create-response.ok')));
    expect((await images.submit(input)).ref).toEqual({
      version: 1,
      provider: 'tensorslab',
      kind: 'image',
      id: 'abcd_1234567890abcdef',
      params: { model: 'zimage' },
      submittedAt: '2026-01-01T00:00:00.000Z',
    });
  });

  test('04: created, perhaps with a picture already: asked for all the same', async () => {
    const answers = ['04-create-response.schema-allows-url', '06-query-response.completed'];
    const { images, requests } = talk((_, index) => answerOf(payload(`tensorslab/${answers[index]}`)));
    const done = await images.run(input);
    expect(requests).toHaveLength(2);
    expect(done.ref.id).toBe('abcd_1234567890abcdef');
    expect(done.images).toEqual([{ url: 'https://example.com/image.jpg', width: 2048, height: 2048 }]);
  });

  test.each(['06-query-response.completed', '16-full-ImageInfoData'])('%s: done', async (name) => {
    const snapshot = await read(payload(`tensorslab/${name}`));
    expect(snapshot).toMatchObject({
      status: 'succeeded',
      providerStatus: '3',
      ref,
      images: [{ url: 'https://example.com/image.jpg', width: 2048, height: 2048 }],
    });
    expect(snapshot.raw).toEqual(dataOf(payload(`tensorslab/${name}`)));
    expect(snapshot.createdAt, 'starttime has no zone').toBeUndefined();
  });

  test('07: processing', async () => {
    const snapshot = await read(payload('tensorslab/07-query-response.processing'));
    expect(snapshot).toMatchObject({ status: 'running', providerStatus: '2', ref });
    expect(snapshot.status === 'running' && snapshot.pollAfterMs).toBeGreaterThan(0);
  });

  test('08: failed', async () => {
    const body = payload('tensorslab/08-query-response.failed');
    expect(await read(body)).toMatchObject({ status: 'failed', failure: { message: 'Generation failed' } });
    const { images } = talk(() => answerOf(body));
    await expect(images.resume(ref).wait()).rejects.toMatchObject({ code: 'task-failed', submission: 'accepted', ref });
  });

  test('09: no credits', async () => {
    const body = payload('tensorslab/09-error.insufficient-credits');
    const { images } = talk(() => answerOf(body));
    await expect(images.submit(input)).rejects.toMatchObject({ code: 'api', kind: 'quota', providerCode: '9000' });
    await expect(read(body)).rejects.toMatchObject({ code: 'api', kind: 'quota', submission: 'accepted' });
  });

  test('10: another failure', async () => {
    const { images } = talk(() => answerOf(payload('tensorslab/10-error.general')));
    await expect(images.submit(input)).rejects.toMatchObject({
      code: 'api',
      kind: 'unknown',
      providerCode: '9999',
      submission: 'none',
      retryable: false,
    });
  });

  test('14: an answer about a video is no answer about an image', async () => {
    await expect(read(payload('tensorslab/14-video-query-response.completed'))).rejects.toMatchObject({
      code: 'response',
      issues: [{ path: 'data.image_status' }],
    });
  });
});

describe('hostile variants', () => {
  interface Variant {
    readonly why: string;
    readonly body?: unknown;
    readonly status?: number;
    readonly text?: string;
  }
  const { variants } = payload('tensorslab/15-hostile-variants') as { readonly variants: readonly Variant[] };
  const variant = (why: string): Variant => {
    const found = variants.filter((candidate) => candidate.why.startsWith(why));
    expect(found, why).toHaveLength(1);
    return found[0] as Variant;
  };
  const picture = { status: 'succeeded', images: [{ url: 'https://example.com/a.jpg' }] };

  const snapshots: readonly (readonly [string, object])[] = [
    ['status as a string', picture],
    ['url is a bare string', picture],
    ['done but no url', { status: 'failed', failure: { kind: 'no-output' } }],
    ['code as a string', { status: 'queued', providerStatus: '1' }],
    ['status 5 exists for video', { status: 'running', providerStatus: '5' }],
    ['failed, reason only in msg', { status: 'failed', failure: { message: 'content rejected' } }],
    ['starttime null / absent while queued', { status: 'queued', raw: { starttime: null } }],
  ];
  const errors: readonly (readonly [string, object])[] = [
    ['no data at all on a non-1000 code', { code: 'api', kind: 'unknown', providerCode: '9999' }],
    ['non-JSON body (gateway page)', { code: 'api', kind: 'server', status: 502 }],
    ['404 with the ErrorResponse body', { code: 'api', kind: 'not-found', status: 404, providerCode: '9999' }],
  ];

  test.each(snapshots)('%s', async (why, expected) => {
    expect(await read(variant(why).body)).toMatchObject(expected);
  });

  test.each(errors)('%s', async (why, expected) => {
    const { body, status = 200, text } = variant(why);
    const { images } = talk(() => (text === undefined ? answerOf(body, status) : new Response(text, { status })));
    await expect(images.get(ref)).rejects.toMatchObject({ ...expected, submission: 'accepted', ref });
  });

  test('success without a taskid: outcome unknown, do not resubmit', async () => {
    const { body } = variant('success without a taskid');
    const { images, requests } = talk(() => answerOf(body), { retry: { limit: 3 } });
    await expect(images.submit(input)).rejects.toMatchObject({ code: 'submission-unknown' });
    expect(requests).toHaveLength(1);
  });

  test('each of them is here', () => {
    expect(variants).toHaveLength(snapshots.length + errors.length + 1);
  });
});

describe('what else may come', () => {
  const done = (data: object): unknown => ({ code: 1000, msg: 'OK', data: { taskid: 't', image_status: 3, ...data } });

  test('a batch brings all its pictures, in their order', async () => {
    const urls = ['https://a.example/1.png', 'https://a.example/2.png', 'http://a.example/3.png'];
    expect(await read(done({ url: urls }))).toMatchObject({ images: urls.map((url) => ({ url })) });
  });

  test('what is no URL of a picture is left out', async () => {
    const url = [null, '', 'generation failed', { url: 'https://a.example/1.png' }, 'https://a.example/2.png', 7];
    expect(await read(done({ url }))).toMatchObject({ images: [{ url: 'https://a.example/2.png' }] });
    expect(await read(done({ url: ['javascript:alert(1)'] }))).toMatchObject({ failure: { kind: 'no-output' } });
  });

  test.each([
    ['text', { width: '1024', height: '768' }, { width: 1024, height: 768 }],
    ['zero', { width: 0, height: 0 }, {}],
    ['null', { width: null, height: null }, {}],
    ['nonsense', { width: 'wide', height: {} }, {}],
  ])('a size that is %s costs no picture', async (_, size, expected) => {
    const snapshot = await read(done({ url: ['https://a.example/1.png'], ...size }));
    const images = snapshot.status === 'succeeded' ? JSON.parse(JSON.stringify(snapshot.images)) : undefined;
    expect(images).toEqual([{ url: 'https://a.example/1.png', ...expected }]);
  });

  test.each(['success', 'DONE', ' 3 '])('the relay’s word %j is done', async (word) => {
    expect(await read(done({ image_status: word, url: 'https://a.example/1.png' }))).toMatchObject({
      status: 'succeeded',
    });
  });

  test.each([
    ['WAIT', 'queued'],
    ['RUNNING', 'running'],
    ['FAIL', 'failed'],
    [0, 'running'],
    ['3.0', 'running'],
    ['archived', 'running'],
  ])('the status %j is %s', async (word, status) => {
    expect(await read(done({ image_status: word }))).toMatchObject({ status, providerStatus: String(word) });
  });

  test.each(['constructor', '__proto__'])('the status %s is one that nobody knows', async (word) => {
    const told: string[] = [];
    const { images } = talk(() => answerOf(done({ image_status: word })), { onEvent: ({ type }) => told.push(type) });
    expect(await images.get(ref)).toMatchObject({ status: 'running', providerStatus: word });
    expect(told).toContain('unknown-status');
  });

  test.each([
    ['nothing', {}, {}],
    ['empty words, and "OK" about the question', { msg: 'OK' }, { error_message: '' }],
    ['blank words', { msg: 'Success' }, { error_message: '  ' }],
  ])('a failure without any words of its own says so: %s', async (_, body, data) => {
    const snapshot = await read({ code: 1000, ...body, data: { taskid: 't', image_status: 4, ...data } });
    expect(snapshot).toMatchObject({
      status: 'failed',
      failure: { kind: 'unknown', message: 'the service gives no reason' },
    });
  });

  test('an integer that JavaScript rounds comes whole in raw, and serialises', async () => {
    const text = '{"code":1000,"msg":"OK","data":{"taskid":"t","url":[],"image_status":2,"origseed":9007199254740993}}';
    const snapshot = await talk(() => new Response(text)).images.get(ref);
    expect(JSON.parse(JSON.stringify(snapshot))).toMatchObject({ raw: { origseed: '9007199254740993' } });
  });

  test('members that nobody knows, and a byte order mark, disturb nobody', async () => {
    const body = JSON.stringify({
      ...(payload('tensorslab/16-full-ImageInfoData') as object),
      trace: { id: 1 },
      list: [null],
    });
    const { images } = talk(() => new Response(`\u{feff}${body}`));
    expect(await images.get(ref)).toMatchObject({ status: 'succeeded' });
  });
});

describe('params of a ref', () => {
  test.each<[string, unknown, string]>([
    ['no params', undefined, 'ref.params'],
    ['no model', {}, 'ref.params.model'],
    ['a model that is a number', { model: 4 }, 'ref.params'],
    ['the params of another service', { model: 'zimage', subAppId: '1' }, 'ref.params.subAppId'],
    ['a text', 'zimage', 'ref.params'],
  ])('%s is refused', async (_, params, path) => {
    const { images, requests } = talk(accepted);
    const bad = { ...ref, params } as TaskRef;
    const issues = [expect.objectContaining({ path: expect.stringContaining(path) as string })];
    await expect(images.get(bad)).rejects.toMatchObject({ code: 'input', issues });
    expect(() => images.resume(bad)).toThrow(expect.objectContaining({ code: 'input' }));
    expect(requests).toHaveLength(0);
  });

  test('any model is taken: the service adds some every month', () => {
    expect(talk().images.resume({ ...ref, params: { model: 'seedreamv99' } }).ref.params).toEqual({
      model: 'seedreamv99',
    });
  });
});
