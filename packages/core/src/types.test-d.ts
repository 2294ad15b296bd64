// What users' programs rely on the compiler for. Nothing here is run.
import { describe, expectTypeOf, test } from 'vitest';
import type {
  AnyTaskServiceError,
  ApiErrorKind,
  Bytes,
  ClientEvent,
  ClientOptions,
  DownloadOptions,
  ErrorCode,
  FailedSnapshot,
  Fetch,
  GeneratedImage,
  ImageOutput,
  ImageTask,
  ImageTaskReader,
  ImageTasks,
  ImageTaskSnapshot,
  PaceOptions,
  PendingSnapshot,
  RequestOptions,
  RunAllOptions,
  RunOptions,
  RunOutcome,
  Submission,
  SubmitOptions,
  SucceededSnapshot,
  TaskRef,
  TaskStatus,
  TaskTimeoutError,
  WaitOptions,
} from './index.ts';
import { createPace, downloadImage, isTaskServiceError, parseTaskRef } from './index.ts';
import type { FakeInput } from './testing/fake-provider.ts';

declare const tasks: ImageTasks<FakeInput>;
declare const unknownError: unknown;
declare const signal: AbortSignal | undefined;

describe('one function for every provider', () => {
  async function render<I>(all: ImageTasks<I>, input: NoInfer<I>): Promise<SucceededSnapshot> {
    return (await all.submit(input)).wait();
  }

  test('takes that provider’s input, and no other', () => {
    expectTypeOf(render(tasks, { prompt: 'cat' })).toEqualTypeOf<Promise<SucceededSnapshot>>();
    // @ts-expect-error the prompt is missing
    void render(tasks, {});
    // @ts-expect-error an unknown member
    void render(tasks, { prompt: 'cat', promt: 'dog' });
    // @ts-expect-error of another type
    void render(tasks, { prompt: 42 });
  });

  test('cannot be fooled: the input is invariant', () => {
    // @ts-expect-error these tasks do not take just anything
    const anything: ImageTasks<unknown> = tasks;
    // @ts-expect-error nor more than they ask for
    const wider: ImageTasks<{ readonly prompt?: string }> = tasks;
    // @ts-expect-error nor is a narrower input all that they take
    const narrower: ImageTasks<FakeInput & { readonly size: number }> = tasks;
    void [anything, wider, narrower];
  });

  test('goes on with stored refs, whoever made them', () => {
    const reader: ImageTaskReader = tasks;
    expectTypeOf(reader.resume(parseTaskRef('{}'))).toEqualTypeOf<ImageTask>();
    expectTypeOf(reader.get({} as TaskRef)).toEqualTypeOf<Promise<ImageTaskSnapshot>>();
    expectTypeOf(parseTaskRef).parameter(0).toBeUnknown();
    // @ts-expect-error a reader does not submit
    void reader.submit;
  });

  test('a provider’s own type of raw is kept', () => {
    interface Raw {
      readonly task_state: string;
    }
    const typed = {} as ImageTasks<FakeInput, Raw>;
    const untyped: ImageTasks<FakeInput> = typed;
    expectTypeOf(typed.get({} as TaskRef))
      .resolves.toHaveProperty('raw')
      .toEqualTypeOf<Raw>();
    expectTypeOf(untyped.get({} as TaskRef))
      .resolves.toHaveProperty('raw')
      .toBeUnknown();
  });
});

describe('errors', () => {
  test('are told apart by code, every one of them', () => {
    function describeError(error: AnyTaskServiceError): string {
      switch (error.code) {
        case 'configuration':
        case 'network':
        case 'request-timeout':
          return error.message;
        case 'input':
        case 'response':
          return error.issues.map(({ path, message }) => path + message).join();
        case 'api':
          expectTypeOf(error.kind).toEqualTypeOf<ApiErrorKind>();
          expectTypeOf(error.providerCode).toEqualTypeOf<string | undefined>();
          return `${error.status}`;
        case 'signature':
          return error.reason;
        case 'submission-unknown':
          expectTypeOf(error.submission).toEqualTypeOf<'unknown'>();
          return JSON.stringify(error.lookup);
        case 'task-failed':
          expectTypeOf(error.snapshot).toEqualTypeOf<FailedSnapshot>();
          return error.snapshot.failure.kind;
        case 'task-timeout':
          expectTypeOf(error.ref).toEqualTypeOf<TaskRef>();
          expectTypeOf(error.snapshot).toEqualTypeOf<PendingSnapshot | undefined>();
          return Object.keys(error.seen).join();
        case 'download':
          return error.reason;
        default: {
          const never: never = error;
          return never;
        }
      }
    }
    void describeError;
    expectTypeOf<AnyTaskServiceError['code']>().toEqualTypeOf<ErrorCode>();
  });

  test('are recognised from anything', () => {
    if (!isTaskServiceError(unknownError)) return;
    expectTypeOf(unknownError).toEqualTypeOf<AnyTaskServiceError>();
    expectTypeOf(unknownError.submission).toEqualTypeOf<Submission>();
    expectTypeOf(unknownError.ref).toEqualTypeOf<TaskRef | undefined>();
    expectTypeOf(unknownError.retryAfterMs).toEqualTypeOf<number | undefined>();
  });

  test('hold what each of them promises', () => {
    expectTypeOf<TaskTimeoutError['seen']>().toEqualTypeOf<Readonly<Record<string, number>>>();
    // @ts-expect-error a code that there is not
    const code: ErrorCode = 'oops';
    void code;
  });
});

describe('snapshots', () => {
  test('narrow by status', () => {
    const snapshot = {} as ImageTaskSnapshot;
    switch (snapshot.status) {
      case 'queued':
      case 'running':
        expectTypeOf(snapshot).toEqualTypeOf<PendingSnapshot>();
        return snapshot.pollAfterMs;
      case 'succeeded':
        expectTypeOf(snapshot.images[0]).toEqualTypeOf<GeneratedImage>();
        expectTypeOf(snapshot.images[1]).toEqualTypeOf<GeneratedImage | undefined>();
        return snapshot.images[0].url;
      case 'failed':
        return snapshot.failure.message;
      default: {
        const never: never = snapshot;
        return never;
      }
    }
  });

  test('of a wait are the picture, without a question', () => {
    expectTypeOf(tasks.run({ prompt: 'cat' })).resolves.toEqualTypeOf<SucceededSnapshot<ImageOutput>>();
    // @ts-expect-error a pending one has none
    void ({} as PendingSnapshot).images;
    expectTypeOf<TaskStatus>().toEqualTypeOf<'queued' | 'running' | 'succeeded' | 'failed'>();
  });

  test('of runAll narrow by ok', () => {
    const outcome = {} as RunOutcome<FakeInput>;
    if (outcome.ok) return expectTypeOf(outcome.snapshot).toEqualTypeOf<SucceededSnapshot>();
    expectTypeOf(outcome.error).toBeUnknown();
    return expectTypeOf(outcome.ref).toEqualTypeOf<TaskRef | undefined>();
  });

  test('a handle is not thenable', () => {
    expectTypeOf<ImageTask>().not.toHaveProperty('then');
  });
});

describe('options', () => {
  test('may be passed on, undefined or not', () => {
    const text: string | undefined = undefined as string | undefined;
    const number: number | undefined = undefined as number | undefined;
    const request: RequestOptions = { signal, timeoutMs: number, context: undefined };
    const submit: SubmitOptions = { ...request, onBeforeSend: undefined };
    const wait: WaitOptions = {
      signal,
      timeoutMs: number,
      minIntervalMs: number,
      maxIntervalMs: number,
      onUpdate: undefined,
    };
    const run: RunOptions = { ...wait, requestTimeoutMs: number, onSubmitted: undefined, onBeforeSend: undefined };
    const runAll: RunAllOptions<FakeInput> = {
      ...wait,
      concurrency: number,
      requestTimeoutMs: number,
      onSubmitted: undefined,
    };
    const pace: PaceOptions = { submitPerSecond: number, queryPerSecond: number, queryCostMs: number };
    const download: DownloadOptions = {
      signal,
      timeoutMs: number,
      maxBytes: number,
      fetch: undefined,
      allowPrivateHosts: undefined,
    };
    const client: ClientOptions = {
      baseUrl: text,
      fetch: undefined,
      timeoutMs: { submit: number, query: undefined },
      retry: { limit: number, maxDelayMs: undefined },
      pace: undefined,
      wait: { timeoutMs: number },
      onEvent: undefined,
      userAgent: text,
      clock: undefined,
    };
    void [submit, run, runAll, download, client, createPace(pace), { pace: createPace() } satisfies ClientOptions];
  });

  test('that are misspelt do not compile', () => {
    // @ts-expect-error timeout has a unit
    void tasks.run({ prompt: 'cat' }, { timeout: 5 });
    // @ts-expect-error a wait has no request to bound
    void ({} as ImageTask).wait({ requestTimeoutMs: 5 });
    // @ts-expect-error a pace is made by createPace
    void ({ pace: { '~pace': 2 } } satisfies ClientOptions);
  });

  test('take every fetch that people have', () => {
    const own: Fetch = (request) => new Response(request.url);
    const all: readonly Fetch[] = [fetch, globalThis.fetch, own, async (request) => fetch(request)];
    void all;
  });

  test('take callbacks that wait and that do not', () => {
    void tasks.run({ prompt: 'cat' }, { onSubmitted: ({ ref }) => void ref.id, onUpdate: ({ status }) => void status });
    void tasks.run({ prompt: 'cat' }, { onSubmitted: async (task) => void (await task.refresh()) });
    void tasks.runAll([{ prompt: 'cat' }], { onSubmitted: async (_, { index, input }) => void [index, input.prompt] });
  });

  test('inputs come from lists, sets and generators', () => {
    async function* later(): AsyncGenerator<FakeInput> {
      yield { prompt: 'cat' };
    }
    void [tasks.runAll([{ prompt: 'cat' }]), tasks.runAll(new Set([{ prompt: 'cat' }])), tasks.runAll(later())];
    // @ts-expect-error not an input of these
    void tasks.runAll(['cat']);
  });
});

describe('the rest', () => {
  test('a download is bytes that every API takes', () => {
    expectTypeOf(downloadImage('https://p.example')).resolves.toEqualTypeOf<{ bytes: Bytes; mediaType: string }>();
    const response = (bytes: Bytes): unknown => [new Response(bytes), new Blob([bytes])];
    void response;
    void downloadImage({ url: 'https://p.example' });
    void downloadImage(new URL('https://p.example'));
  });

  test('events narrow by type', () => {
    const tell = (event: ClientEvent): unknown => {
      if (event.type === 'response') return (event.error ?? 'network') satisfies ErrorCode;
      if (event.type === 'settled') return event.by;
      return event.type === 'throttled' ? event.by : event.callId;
    };
    void tell;
  });
});
