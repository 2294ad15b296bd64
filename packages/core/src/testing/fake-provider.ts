import * as v from 'valibot';
import type { ClientOptions } from '../options.ts';
import type { ImageOutput, ImageTasks, ImageTaskSnapshot } from '../tasks/task.ts';
import type { TaskRef } from '../tasks/task-ref.ts';
import {
  type Answer,
  anything,
  bearer,
  clientOptions,
  correctClock,
  createTransport,
  defineTasks,
  jsonRequest,
  kindOfStatus,
  lookThenRepeat,
  looseNumber,
  looseObject,
  looseText,
  optionals,
  parseInput,
  parseSettings,
  queryWithin,
  type QueryPlan,
  type Recover,
  rule,
  secretSchema,
  type SecretSource,
  type SubmitPlan,
  type TaskReading,
  type Transport,
  type TransportDefinition,
  type Verdict,
} from '../provider.ts';

/** What the fake service draws. */
export interface FakeInput {
  readonly prompt: string;
  /** Chosen by the caller, where he wants to. */
  readonly id?: string | undefined;
  /** Sent as a form instead of JSON. */
  readonly form?: boolean | undefined;
}

export interface FakeSettings extends ClientOptions {
  readonly apiKey?: SecretSource | undefined;
  /** How a lost submit is recovered; without it never. */
  readonly lookAfterMs?: number | undefined;
  readonly looks?: number | undefined;
  readonly verify?: TransportDefinition['verify'] | undefined;
  readonly typicalDurationMs?: number | undefined;
}

export const FAKE = 'fake';
export const FAKE_KEY = 'key-of-the-fake-service';

const text = rule((value) => typeof value === 'string' && value !== '', 'must be text');
const settingsSchema = v.strictObject({
  ...clientOptions,
  apiKey: v.optional(secretSchema),
  ...optionals(rule(Boolean, 'must be there'), 'lookAfterMs', 'looks', 'verify', 'typicalDurationMs'),
});
const inputSchema = v.strictObject({
  prompt: text,
  ...optionals(text, 'id'),
  form: v.optional(rule((value) => typeof value === 'boolean', 'must be true or false')),
});
const refusalSchema = looseObject({ code: looseText, message: looseText, detail: anything });
const acceptedSchema = looseObject({ id: looseText });
const taskSchema = looseObject({
  state: looseText,
  progress: looseNumber,
  url: looseText,
  failure: looseObject({ kind: looseText, message: looseText }),
});

const STATES: Readonly<Record<string, TaskReading<ImageOutput, unknown>['status']>> = {
  waiting: 'queued',
  working: 'running',
  done: 'succeeded',
  broken: 'failed',
};

export interface FakeClient {
  readonly images: ImageTasks<FakeInput>;
  /** What a callback brings. */
  deliver(ref: TaskRef, reading: TaskReading<ImageOutput, unknown>): ImageTaskSnapshot;
  /** The tasks' transport, for calls beside them. */
  readonly transport: Transport;
}

/** The smallest provider that there can be, made through the author's door. */
export function createFakeProvider(settings: FakeSettings): FakeClient {
  const { apiKey, lookAfterMs, looks, verify, typicalDurationMs, ...options } = parseSettings(
    FAKE,
    settingsSchema,
    settings,
  );
  const transport = createTransport(
    {
      provider: FAKE,
      baseUrl: 'https://fake.example',
      pace: { submitPerSecond: 10, queryPerSecond: 20 },
      sign: async ({ now }) => {
        const signed = await bearer(FAKE, 'apiKey', apiKey ?? FAKE_KEY)();
        return { ...signed, headers: { ...signed.headers, 'x-signed-at': now.toISOString() } };
      },
      ...(verify === undefined ? {} : { verify }),
      requestId: ({ headers }) => headers.get('x-request-id') ?? undefined,
    },
    options,
  );
  const { tasks, deliver } = defineTasks<FakeInput, ImageOutput, unknown>(transport, {
    typicalDurationMs: typicalDurationMs ?? 20_000,
    refParams: v.strictObject({ account: rule((value) => value === 'one', 'is another account'), region: text }),
    submit: (input) => ({
      ...submitPlan(input),
      recover: lookAfterMs === undefined ? undefined : recoverBy(input, lookAfterMs, looks),
    }),
    classifySubmit,
    query: queryPlan,
  });
  return { images: tasks, deliver, transport };
}

function submitPlan(input: FakeInput): SubmitPlan {
  const { prompt, id, form } = parseInput(FAKE, inputSchema, input);
  let forms = 0;
  const toForm = (): FormData => {
    const made = new FormData();
    made.append('prompt', prompt);
    made.append('form', String((forms += 1)));
    return made;
  };
  return {
    request: form ? { method: 'POST', path: '/tasks', body: toForm } : jsonRequest('POST', '/tasks', { prompt }),
    params: { account: 'one', region: 'north' },
    lookup: { prompt },
    id,
  };
}

/** `GET /tasks?prompt=…` tells whether the service has it. */
function recoverBy({ prompt }: FakeInput, afterMs: number, looks: number | undefined): Recover<string> {
  const request = { method: 'GET', path: `/tasks?prompt=${encodeURIComponent(prompt)}` } as const;
  return lookThenRepeat<string>({
    afterMs,
    ...(looks === undefined ? {} : { looks }),
    look: (call) =>
      queryWithin<{ readonly ok: string } | 'executed' | 'absent'>(call, request, (answer) => {
        const found = classifySubmit(answer);
        if (!('ok' in found)) return answer.status === 404 ? { ok: 'absent' } : found;
        return { ok: found.ok === 'unnamed' ? 'executed' : found };
      }),
  });
}

function classifySubmit(answer: Answer): Verdict<string> {
  const id = acceptedSchema(answer.json)?.id;
  if (answer.status < 300 && id !== undefined) return { ok: id };
  return refusedOr(answer, 'id');
}

function queryPlan({ id }: { readonly id: string }): QueryPlan<ImageOutput, unknown> {
  return {
    request: { method: 'GET', path: `/tasks/${encodeURIComponent(id)}` },
    read: (answer) => {
      const task = taskSchema(answer.json);
      if (answer.status >= 300 || task?.state === undefined) return refusedOr(answer, 'state');
      const { state, progress, url, failure } = task;
      return {
        ok: {
          status: STATES[state] ?? 'unknown',
          providerStatus: state,
          progress,
          output: url === undefined ? undefined : { images: [{ url }] },
          failure: failure && { kind: failure.kind ?? 'unknown', message: failure.message ?? 'it broke' },
          raw: answer.json,
        },
      };
    },
  };
}

/** A 4xx is a no; so is a 5xx where nothing can have been bought. */
function refusedOr(answer: Answer, missing: 'id' | 'state'): Verdict<never> {
  const { status, json } = answer;
  if (status < 400 || (status >= 500 && missing === 'id'))
    return { unknown: [{ path: missing, message: 'is missing' }] };
  const { code, message, detail } = refusalSchema(json) ?? {};
  const failure = { kind: kindOfStatus(status), providerCode: code, message, detail };
  return { refused: code === 'clock' ? { ...failure, cure: correctClock } : failure };
}
