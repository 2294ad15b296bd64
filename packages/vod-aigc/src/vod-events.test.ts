import { getEventListeners } from 'node:events';
import { ReadableStream } from 'node:stream/web';
import type { ImageTaskSnapshot, TaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import type { VodEvent } from './index.ts';
import { md5 } from './md5.ts';
import { payload } from '@x/payloads';
import { actionOf, answerOf, type Answerer, type Talk, talkToVod, tencent, tencentError } from './testing/talk.ts';
import { taskDetail } from './testing/task-details.ts';

const ID = '251007502-AigcImageTask-65c1e8621b509033a1a766c56c673745t';
const PICTURE =
  'http://251000800.vod2.myqcloud.com/1a168d62vodcq251000800/36c53c755145403708526326201/aigcImageGenFile.png';
const KEY = 'aSignKey32';
/** 2026-01-01, ten minutes on: the clock of the tests begins at midnight. */
const T = Date.UTC(2026, 0, 1, 0, 10) / 1_000;

const ref: TaskRef = {
  version: 1,
  provider: 'vod-aigc',
  kind: 'image',
  id: ID,
  // As it was submitted; the event says GG.
  params: { site: 'intl', subAppId: '251007502', model: 'GEM' },
  submittedAt: '2026-01-01T00:00:00.000Z',
};
const push = payload('vod/push-callback') as { readonly AigcImageCompleteEvent: object };
const running = (): Response => answerOf(payload('vod/describe-response-processing'));
const done = (): Response => answerOf(payload('vod/describe-response-finish-success'));

/** The task event, about any task. */
const imageEvent = (members: object = {}): object => ({
  EventType: 'AigcImageTaskComplete',
  AigcImageCompleteEvent: { ...push.AigcImageCompleteEvent, ...members },
});
const foreignEvent = { EventType: 'ProcedureStateChanged', ProcedureStateChangeEvent: { TaskId: 'p' } };
const signed = (event: object, key = KEY, until: unknown = T): object => ({
  ...event,
  Sign: md5(`${key}${String(until)}`),
  T: until,
});
const incoming = (body: unknown): { headers: Record<string, string>; body: string } => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('parse', () => {
  test('the pushed event', async () => {
    const { events, requests } = talkToVod(running);
    expect(await events.parse(incoming(push))).toEqual([
      {
        type: 'image-task',
        sessionId: 'mysession',
        sessionContext: 'mySessionContext',
        snapshot: {
          ref: { ...ref, params: { ...ref.params, model: 'GG' } },
          status: 'succeeded',
          providerStatus: 'FINISH',
          progress: 1,
          images: [{ url: PICTURE, expiresAt: new Date('2026-12-16T12:34:22Z') }],
          raw: push,
        },
      },
    ]);
    expect(requests).toHaveLength(0);
  });

  test('one, a list, a set, a list of sets', async () => {
    const { events } = talkToVod(running);
    const typesOf = async (body: unknown): Promise<readonly string[]> =>
      (await events.parse(incoming(body))).map(({ type }) => type);
    expect(await typesOf(foreignEvent)).toEqual(['other']);
    expect(await typesOf([imageEvent(), foreignEvent])).toEqual(['image-task', 'other']);
    expect(await typesOf({ EventSet: [foreignEvent, imageEvent()] })).toEqual(['other', 'image-task']);
    expect(await typesOf([{ EventSet: [foreignEvent] }, imageEvent()])).toEqual(['other', 'image-task']);
    expect(await typesOf({ EventSet: null })).toEqual([]);
    expect(await typesOf([])).toEqual([]);
  });

  test('text and bytes of every kind, with headers of every kind or none', async () => {
    const { events } = talkToVod(running);
    const text = JSON.stringify(foreignEvent);
    const bytes = new TextEncoder().encode(`\u{feff}${text}`);
    const bodies = [text, `\u{feff}${text}`, bytes, bytes.buffer as ArrayBuffer, Buffer.from(text)];
    for (const body of bodies) expect(await events.parse({ body })).toHaveLength(1);
    for (const headers of [undefined, new Headers(), { a: 'b' }, { a: ['b'] }]) {
      expect(await events.parse({ headers, body: text })).toHaveLength(1);
    }
  });

  test('other events are passed on as they are', async () => {
    const { events } = talkToVod(running);
    const video = { EventType: 'AigcVideoTaskComplete', AigcImageCompleteEvent: null };
    const nameless = { EventType: 'AigcImageTaskComplete', AigcImageCompleteEvent: { Status: 'FINISH' } };
    for (const raw of [foreignEvent, video, nameless]) {
      expect(await events.parse(incoming(raw))).toEqual([{ type: 'other', eventType: raw.EventType, raw }]);
    }
  });

  test('integers that JSON.parse would round are kept, as text', async () => {
    const { events } = talkToVod(running);
    const body = '{"EventType":"NewFileUpload","FileUploadEvent":{"FileId":9007199254740993}}';
    expect(await events.parse({ body })).toMatchObject([{ raw: { FileUploadEvent: { FileId: '9007199254740993' } } }]);
  });

  test('failed, stored and unfinished tasks', async () => {
    const { events } = talkToVod(running);
    const snapshotOf = async (members: object): Promise<ImageTaskSnapshot | undefined> => {
      const [event] = await events.parse(incoming(imageEvent(members)));
      return event?.type === 'image-task' ? event.snapshot : undefined;
    };
    expect(await snapshotOf({ ErrCode: 70000, ErrCodeExt: 'RequestLimitExceeded', Message: 'm' })).toMatchObject({
      status: 'failed',
      failure: { kind: 'capacity', code: 'RequestLimitExceeded', message: 'm' },
    });
    const pending = { status: 'running', pollAfterMs: 0 };
    expect(await snapshotOf({ Output: { FileInfos: [{ FileId: '1' }] } })).toMatchObject(pending);
    const oneOfTwo = [{ FileUrl: PICTURE }, { FileId: '1' }];
    expect(await snapshotOf({ Output: { FileInfos: oneOfTwo } })).toMatchObject(pending);
    expect(await snapshotOf({ Output: { FileInfos: [] } })).toMatchObject(pending);
    expect(await snapshotOf({ Status: 'PROCESSING', Output: null })).toMatchObject(pending);
    expect(await snapshotOf({ Status: undefined })).toMatchObject({ status: 'succeeded' });
  });

  test.each<[string, unknown]>([
    ['a parsed object', push],
    ['a parsed list', [push]],
    ['nothing', undefined],
    ['null', null],
    ['a number', 1],
  ])('%s is refused with a hint', async (_, body) => {
    const { events } = talkToVod(running);
    await expect(events.parse({ headers: {}, body: body as string })).rejects.toMatchObject({
      code: 'input',
      issues: [{ path: 'body', message: expect.stringContaining('as received') as string }],
    });
  });

  test('no message at all is refused too', async () => {
    const { events } = talkToVod(running);
    await expect(events.parse(undefined as never)).rejects.toMatchObject({ code: 'input' });
  });

  test.each(['', '<xml/>', '{"EventType":', 'null', '1', '{}', '[{}]', '[null]', '{"EventType":""}'])(
    '%j is no event',
    async (body) => {
      const { events, told } = talkToVod(running);
      await expect(events.parse({ body })).rejects.toMatchObject({ code: 'response', provider: 'vod-aigc' });
      expect(told).toMatchObject([{ type: 'callback', outcome: 'refused', error: 'response' }]);
    },
  );
});

describe('with eventSignKey, parse', () => {
  const settings = { eventSignKey: KEY };

  test.each<[string, object]>([
    ['one that is signed', signed(imageEvent())],
    ['one whose T is a text', signed(imageEvent(), KEY, String(T))],
    ['one whose Sign is in capitals', { ...imageEvent(), Sign: md5(`${KEY}${T}`).toUpperCase(), T }],
    ['a set that is signed', signed({ EventSet: [imageEvent(), foreignEvent] })],
    ['a set of signed ones', { EventSet: [signed(imageEvent()), signed(foreignEvent)] }],
    ['a list of signed ones', [signed(imageEvent()), signed(foreignEvent)]],
    ['one that ends this very second', signed(imageEvent(), KEY, Date.UTC(2026, 0, 1) / 1_000)],
  ])('takes %s', async (_, body) => {
    const { events } = talkToVod(running, settings);
    expect(await events.parse(incoming(body))).not.toHaveLength(0);
  });

  test.each<[string, object, string]>([
    ['one without Sign', imageEvent(), 'missing-header'],
    ['one without T', { ...imageEvent(), Sign: md5(KEY) }, 'missing-header'],
    ['one with an empty Sign', { ...imageEvent(), Sign: '', T }, 'missing-header'],
    ['one that is signed with another key', signed(imageEvent(), 'another'), 'signature'],
    ['one whose T was moved', { ...signed(imageEvent()), T: T + 1 }, 'signature'],
    ['one whose Sign is cut', { ...signed(imageEvent()), Sign: md5(`${KEY}${T}`).slice(0, 31) }, 'signature'],
    ['one whose Sign is longer', { ...signed(imageEvent()), Sign: `${md5(`${KEY}${T}`)}0` }, 'signature'],
    ['one that is past', signed(imageEvent(), KEY, Date.UTC(2025, 11, 31, 23, 59, 59) / 1_000), 'timestamp'],
    ['one whose T is no time', signed(imageEvent(), KEY, 'never'), 'timestamp'],
    ['a list of which one is not signed', [signed(imageEvent()), foreignEvent], 'missing-header'],
    ['a set of which one is not signed', { EventSet: [signed(imageEvent()), foreignEvent] }, 'missing-header'],
    ['an unsigned set of nothing', { EventSet: [] }, 'missing-header'],
    ['the recorded one', push, 'signature'],
  ])('refuses %s', async (_, body, reason) => {
    const { events, told } = talkToVod(running, settings);
    await expect(events.parse(incoming(body))).rejects.toMatchObject({ code: 'signature', reason });
    expect(told).toMatchObject([{ type: 'callback', outcome: 'refused', error: 'signature' }]);
    expect(JSON.stringify(told)).not.toContain(KEY);
  });

  test('a right Sign and a forged body change no result: the task is asked for at once', async () => {
    for (const members of [
      { Output: { FileInfos: [{ FileUrl: 'https://evil.example/a.png' }] } },
      { ErrCode: 70000, ErrCodeExt: 'InternalError', Message: 'forged' },
    ]) {
      let answer = running;
      const { images, events, requests, pass, clock } = talkToVod(() => answer(), settings);
      const task = images.resume(ref);
      const waiting = task.wait();
      await pass(60_000);
      const [asked, startedAt] = [requests.length, clock.elapsed()];
      const [event] = await events.parse(incoming(signed(imageEvent(members))));
      expect(event).toMatchObject({ type: 'image-task', snapshot: { ref } });
      expect(task.snapshot).toMatchObject({ status: 'running' });
      await pass(1);
      expect(requests.length - asked, 'asked at once').toBe(1);
      expect(clock.elapsed() - startedAt).toBeLessThan(10);
      answer = done;
      const { images: pictures } = await waiting;
      expect(pictures.map(({ url }) => url)).toEqual([PICTURE]);
    }
  });

  test('a task that this client has nothing to do with is not asked for', async () => {
    const { events, requests, pass } = talkToVod(running, settings);
    await events.parse(incoming(signed(imageEvent())));
    await pass(60_000);
    expect(requests).toHaveLength(0);
  });
});

/** An application's queue of events, as the service keeps it. */
function createQueue(
  contents: readonly object[],
  clock: () => Talk,
): { readonly answer: Answerer; readonly confirmed: readonly string[] } {
  const queue = contents.map((content, index) => ({ content, handle: `EventHandle${index + 1}`, visibleAt: 0 }));
  const confirmed: string[] = [];
  const answer: Answerer = async (request) => {
    const { clock: time, pass } = clock();
    if (actionOf(request) === 'ConfirmEvents') {
      const { EventHandles } = (await request.json()) as { readonly EventHandles: readonly string[] };
      for (const handle of EventHandles) {
        const now = time.elapsed();
        const known = queue.findIndex((event) => event.handle === handle && now <= event.visibleAt);
        if (known < 0) return tencentError('InvalidParameterValue', '4000');
        queue.splice(known, 1);
        confirmed.push(handle);
      }
      return tencent({});
    }
    const visible = queue.filter(({ visibleAt }) => visibleAt <= time.elapsed()).slice(0, 16);
    if (visible.length === 0) {
      await pass(5_000);
      return tencent({ EventSet: null });
    }
    for (const event of visible) {
      event.visibleAt = time.elapsed() + 30_000;
      event.handle = `${event.handle.split('#')[0] ?? ''}#${time.elapsed()}`;
    }
    return tencent({ EventSet: visible.map(({ content, handle }) => ({ ...content, EventHandle: handle })) });
  };
  return { answer, confirmed };
}

describe('pull', () => {
  const others = Array.from({ length: 40 }, (_, index) => ({ EventType: `Other${index}` }));

  /** A client of an application with these events, and those of them that it confirmed. */
  function talkToQueue(contents: readonly object[], also: Answerer = running) {
    const queue = createQueue(contents, () => talk);
    const talk = talkToVod((request, index) =>
      actionOf(request).endsWith('Events') ? queue.answer(request, index) : also(request, index),
    );
    return { ...talk, queue, handles: () => queue.confirmed.map((handle) => handle.split('#')[0]) };
  }

  test('the documented requests and answers', async () => {
    const answers: Readonly<Record<string, unknown>> = {
      PullEvents: payload('vod/pull-events-response'),
      ConfirmEvents: payload('vod/confirm-events-response'),
    };
    const { events, requests, bodies } = talkToVod((request) => answerOf(answers[actionOf(request)]));
    const seen: VodEvent[] = [];
    for await (const event of events.pull()) {
      seen.push(event);
      if (seen.length === 2) break;
    }
    expect(seen[0]).toMatchObject({
      type: 'image-task',
      sessionId: 'mysession',
      sessionContext: 'mySessionContext',
      snapshot: { status: 'succeeded', images: [{ url: PICTURE }], ref: { id: ID } },
    });
    expect(requests.map(actionOf)).toEqual(['PullEvents', 'ConfirmEvents', 'PullEvents']);
    expect(await bodies()).toEqual([
      payload('vod/pull-events-request'),
      payload('vod/confirm-events-request'),
      payload('vod/pull-events-request'),
    ]);
  });

  test('an option that it does not know is refused by name, before any request', async () => {
    const { events, requests } = talkToVod(() => tencent({}));
    const pulled = events
      .pull({ timeoutMs: 1_000 } as never)
      [Symbol.asyncIterator]()
      .next();
    await expect(pulled).rejects.toMatchObject({ code: 'input', issues: [{ path: 'timeoutMs' }] });
    expect(requests).toEqual([]);
  });

  test('nothing yet: it asks on, and an empty answer is none', async () => {
    let pulls = 0;
    const { events, clock } = talkToVod((request) => {
      if (actionOf(request) !== 'PullEvents') return tencent({});
      pulls += 1;
      if (pulls === 1) return answerOf(payload('vod/pull-events-empty'));
      if (pulls === 2) return tencentError('ResourceNotFound');
      if (pulls === 3) return tencent({});
      return tencent({ EventSet: [{ ...foreignEvent, EventHandle: 'h' }] });
    });
    for await (const event of events.pull()) {
      expect(event).toMatchObject({ type: 'other' });
      break;
    }
    expect(pulls).toBe(4);
    expect(clock.elapsed(), 'a service that does not hold is not pressed').toBeGreaterThanOrEqual(3_000);
    expect(clock.elapsed()).toBeLessThan(4_000);
  });

  test('every event of the application, each confirmed by asking for the next', async () => {
    const { events, handles } = talkToQueue([imageEvent(), ...others]);
    const seen: string[] = [];
    for await (const event of events.pull()) {
      expect(handles(), 'none unseen').toHaveLength(seen.length);
      seen.push(event.type === 'other' ? event.eventType : event.type);
      if (seen.length === 41) break;
    }
    expect(seen).toEqual(['image-task', ...others.map(({ EventType }) => EventType)]);
    expect(handles()).toHaveLength(40);
    expect(handles()).not.toContain('EventHandle41');
  });

  test('what was left unconfirmed by break or by a thrown error comes again', async () => {
    const { events, handles, pass } = talkToQueue([foreignEvent, { EventType: 'Second' }]);
    for await (const event of events.pull()) {
      expect(event).toMatchObject({ eventType: 'ProcedureStateChanged' });
      break;
    }
    const consume = async (): Promise<void> => {
      for await (const event of events.pull()) throw new Error(event.type);
    };
    await pass(30_000);
    await expect(consume()).rejects.toThrow('other');
    expect(handles()).toEqual([]);
    await pass(30_000);
    const seen: VodEvent[] = [];
    for await (const event of events.pull()) if (seen.push(event) === 2) break;
    expect(seen).toMatchObject([{ eventType: 'ProcedureStateChanged' }, { eventType: 'Second' }]);
  });

  test('a slow consumer loses nothing and is given no event whose handle is worth nothing', async () => {
    const { events, handles, pass, told } = talkToQueue(others.slice(0, 5));
    const seen: string[] = [];
    for await (const event of events.pull()) {
      seen.push(event.type === 'other' ? event.eventType : '');
      await pass(9_000);
      if (new Set(seen).size === 5) break;
    }
    expect(handles().length).toBeGreaterThanOrEqual(4);
    expect(told.filter(({ type }) => type === 'warning')).toEqual([]);
    expect(seen).toEqual([...new Set(seen)]);
  });

  test('one that is confirmed too late comes again, and the pulling goes on', async () => {
    const { events, pass, told } = talkToQueue([foreignEvent]);
    let seen = 0;
    for await (const event of events.pull()) {
      expect(event.type).toBe('other');
      seen += 1;
      if (seen === 3) break;
      // While it is busy, somebody else takes the event.
      await pass(31_000);
      for await (const again of events.pull()) {
        expect(again).toMatchObject({ eventType: 'ProcedureStateChanged' });
        break;
      }
    }
    expect(seen).toBe(3);
    expect(told.filter(({ type }) => type === 'warning')).toHaveLength(2);
  });

  test('an image event ends the waits on its task, whatever it calls the model', async () => {
    const waits: Promise<unknown>[] = [];
    const { images, events, requests, handles } = talkToQueue([foreignEvent, imageEvent()]);
    const task = images.resume(ref);
    waits.push(task.wait(), images.resume(ref).wait());
    for await (const event of events.pull()) if (event.type === 'image-task') break;
    for (const waited of await Promise.all(waits)) {
      expect(waited).toMatchObject({ status: 'succeeded', ref, images: [{ url: PICTURE }] });
    }
    expect(task.snapshot).toMatchObject({ status: 'succeeded' });
    expect(requests.map(actionOf)).not.toContain('DescribeTaskDetail');
    expect(handles()).toEqual(['EventHandle1']);
  });

  test('also of a task that this client submitted, by submit and by run', async () => {
    let submitted = 0;
    const names = ['first', 'second'];
    const contents = names.map((TaskId) => imageEvent({ TaskId }));
    const { images, events, requests } = talkToQueue(contents, (request) =>
      actionOf(request) === 'CreateAigcImageTask' ? tencent({ TaskId: names[submitted++] }) : running(),
    );
    const input = { modelName: 'GEM', modelVersion: '2.5', prompt: 'generate a car' };
    const first = (await images.submit(input)).wait();
    const second = images.run(input, {
      onSubmitted: async () => {
        let seen = 0;
        for await (const event of events.pull()) if ((seen += Number(event.type === 'image-task')) === 2) break;
      },
    });
    expect((await first).ref.id).toBe('first');
    expect((await second).ref.id).toBe('second');
    expect(requests.map(actionOf)).not.toContain('DescribeTaskDetail');
  });

  test('a failed task fails its waits', async () => {
    const failure = { ErrCode: 70000, ErrCodeExt: 'ContentModerationFailed', Message: 'm', Output: { FileInfos: [] } };
    const { images, events } = talkToQueue([imageEvent(failure)]);
    const waited = images
      .resume(ref)
      .wait()
      .catch((error: unknown) => error);
    for await (const event of events.pull()) {
      expect(event).toMatchObject({ snapshot: { status: 'failed', failure: { kind: 'content-policy' } } });
      break;
    }
    expect(await waited).toMatchObject({ code: 'task-failed', snapshot: { failure: { kind: 'content-policy' } } });
  });

  test('a stored file without a URL is looked up; where it cannot be, the task is asked for', async () => {
    const stored = imageEvent({ Output: { FileInfos: [{ StorageMode: 'Permanent', FileId: '1' }] } });
    const media = tencent({ MediaInfoSet: [{ FileId: '1', BasicInfo: { MediaUrl: 'http://files.example/1.png' } }] });
    const found = talkToQueue([stored], () => media.clone());
    for await (const event of found.events.pull()) {
      expect(event).toMatchObject({ snapshot: { images: [{ url: 'http://files.example/1.png', fileId: '1' }] } });
      break;
    }
    const { images, events } = talkToQueue([stored], (request) =>
      actionOf(request) === 'DescribeMediaInfos' ? tencentError('UnauthorizedOperation') : done(),
    );
    const waited = images.resume(ref).wait();
    for await (const event of events.pull()) {
      expect(event).toMatchObject({ snapshot: { status: 'running' } });
      break;
    }
    expect(await waited).toMatchObject({ images: [{ url: PICTURE }] });
  });

  test('a look-up that fails once loses none of the pictures, whether the event had some of them or not', async () => {
    const Output = { FileInfos: [{ FileUrl: PICTURE }, { FileId: '1' }] };
    const stored = { MediaInfoSet: [{ FileId: '1', BasicInfo: { MediaUrl: 'http://files.example/1.png' } }] };
    let lookUps = 0;
    const { images, events } = talkToQueue([imageEvent({ Output })], (request) => {
      if (actionOf(request) === 'DescribeTaskDetail') return tencent(taskDetail('FINISH', { Output }));
      return (lookUps += 1) === 1 ? tencentError('InternalError') : tencent(stored);
    });
    const waited = images.resume(ref).wait();
    for await (const event of events.pull()) {
      expect(event).toMatchObject({ snapshot: { status: 'running' } });
      break;
    }
    const { images: pictures } = await waited;
    expect(pictures.map(({ url }) => url)).toEqual([PICTURE, 'http://files.example/1.png']);
  });

  test('passing faults are retried, for good ones it ends', async () => {
    let asked = 0;
    const retry = { limit: 2 };
    const { events } = talkToVod(
      () => {
        asked += 1;
        if (asked < 3) return tencentError(asked === 1 ? 'InternalError' : 'RequestLimitExceeded');
        return tencent({ EventSet: [{ ...foreignEvent, EventHandle: 'h' }] });
      },
      { retry },
    );
    for await (const event of events.pull()) {
      expect(event.type).toBe('other');
      break;
    }
    const first = async (answer: Answerer): Promise<unknown> => {
      for await (const event of talkToVod(answer, { retry }).events.pull()) return event;
      return undefined;
    };
    await expect(first(() => tencentError('UnauthorizedOperation'))).rejects.toMatchObject({ kind: 'permission' });
    await expect(first(() => tencentError('InternalError'))).rejects.toMatchObject({ kind: 'server' });
    await expect(first(() => new Response('<p>'))).rejects.toMatchObject({ code: 'response' });
  });

  test('an event without a handle or without anything is passed on all the same', async () => {
    let pulls = 0;
    const { events, told } = talkToVod((request) => {
      expect(actionOf(request)).toBe('PullEvents');
      pulls += 1;
      return tencent({ EventSet: pulls === 1 ? [null, 'text', { EventType: 'Bare' }] : [foreignEvent] });
    });
    const seen: VodEvent[] = [];
    for await (const event of events.pull()) if (seen.push(event) === 4) break;
    expect(seen).toMatchObject([
      { eventType: '', raw: null },
      { eventType: '', raw: 'text' },
      { eventType: 'Bare' },
      { eventType: 'ProcedureStateChanged' },
    ]);
    expect(told.filter(({ type }) => type === 'warning')).toHaveLength(3);
  });

  describe('abort rejects with the reason', () => {
    const reason = { because: 'the server goes down' };
    const ended = async (events: AsyncIterable<VodEvent>, onEvent?: () => void): Promise<unknown> => {
      try {
        for await (const event of events) {
          expect(event.type).toBe('other');
          onEvent?.();
        }
        return 'ended';
      } catch (error) {
        return error;
      }
    };

    test('before any request', async () => {
      const { events, requests } = talkToVod(running);
      expect(await ended(events.pull({ signal: AbortSignal.abort(reason) }))).toBe(reason);
      expect(requests).toHaveLength(0);
    });

    test('while the service holds the request, at once', async () => {
      const { events, pass, clock } = talkToVod(() => new Promise<never>(() => undefined));
      const controller = new AbortController();
      const end = ended(events.pull({ signal: controller.signal }));
      await pass(1_000);
      controller.abort(reason);
      expect(await end).toBe(reason);
      expect([clock.elapsed(), clock.pending]).toEqual([1_000, 0]);
    });

    test('between two empty answers, at once', async () => {
      const { events, pass, clock, requests } = talkToVod(() => tencent({ EventSet: [] }));
      const controller = new AbortController();
      const end = ended(events.pull({ signal: controller.signal }));
      await pass(500);
      controller.abort(reason);
      expect(await end).toBe(reason);
      expect([clock.elapsed(), clock.pending, requests.length]).toEqual([500, 0, 1]);
    });

    test('and nothing stays on the signal of one that went on', async () => {
      let pulls = 0;
      const { events } = talkToVod(() => {
        pulls += 1;
        return tencent({ EventSet: pulls < 20 ? [] : [foreignEvent] });
      });
      const { signal } = new AbortController();
      for await (const event of events.pull({ signal })) {
        expect(event.type).toBe('other');
        break;
      }
      expect(pulls).toBe(20);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    });

    test('in the loop: the event is not confirmed', async () => {
      const { events, handles } = talkToQueue([foreignEvent, foreignEvent]);
      const controller = new AbortController();
      expect(await ended(events.pull({ signal: controller.signal }), () => controller.abort(reason))).toBe(reason);
      expect(handles()).toEqual([]);
    });
  });

  describe('left while it waits, ends at once and asks no more', () => {
    test.each<[string, Answerer, number]>([
      ['while the service holds the request', () => new Promise<never>(() => undefined), 1_000],
      ['between two empty answers', () => tencent({ EventSet: [] }), 500],
    ])('%s', async (_, answer, afterMs) => {
      const { events, pass, clock, requests } = talkToVod(answer);
      const { signal } = new AbortController();
      const pulling = events.pull({ signal })[Symbol.asyncIterator]();
      const next = pulling.next();
      await pass(afterMs);
      expect(await pulling.return?.()).toEqual({ done: true, value: undefined });
      expect(await next, 'no event, and no error').toEqual({ done: true, value: undefined });
      expect([clock.elapsed(), clock.pending, requests.length]).toEqual([afterMs, 0, 1]);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    });

    test('by a reader of a stream that is made of it', async () => {
      const { events, pass, clock } = talkToVod(() => tencent({ EventSet: [] }));
      const reader = ReadableStream.from(events.pull()).getReader();
      const read = reader.read();
      await pass(500);
      await reader.cancel();
      expect(await read).toEqual({ done: true, value: undefined });
      expect([clock.elapsed(), clock.pending]).toEqual([500, 0]);
    });
  });

  test('does nothing until somebody asks', async () => {
    const { events, requests, pass } = talkToVod(running);
    events.pull();
    await pass(60_000);
    expect(requests).toHaveLength(0);
  });

  test('is given the time that the service may hold a request', async () => {
    const slow = talkToVod(
      async (request) => {
        if (actionOf(request) === 'PullEvents') await slow.pass(5_000);
        return tencent({ EventSet: [{ ...foreignEvent, EventHandle: 'h' }] });
      },
      { timeoutMs: { query: 1_000 } },
    );
    for await (const event of slow.events.pull()) {
      expect(event.type).toBe('other');
      break;
    }
  });
});
