import ky from 'ky';
import { isTaskServiceError, type AnyTaskServiceError, type ErrorCode } from '../errors/any-task-service-error.ts';
import { NetworkError } from '../errors/network-error.ts';
import { RequestTimeoutError } from '../errors/request-timeout-error.ts';
import type { Operation } from '../events.ts';
import { type Answer, toAnswer } from './answer.ts';
import { errorFields, type Call } from './call.ts';
import { errorCode, provesNeverSent } from './never-sent.ts';
import { abortWith, race } from './race.ts';
import { readBody } from './read-body.ts';
import { redact, safeCause } from './redact.ts';
import type { RequestSpec } from './request-spec.ts';
import type { SignableRequest } from './transport.ts';

/** A longer body is read as none: no service sends one. */
const MAXIMUM_ANSWER_BYTES = 10 * 1024 * 1024;

/** How one attempt ended: with a whole answer, or with an error, and whether the service certainly never saw the request. */
export type Outcome =
  | { readonly answer: Answer; readonly requestId: string | undefined }
  | { readonly error: AnyTaskServiceError; readonly nothingDone: boolean };

/** What a request is for, and how long it may take from signing to the last byte. */
export interface AttemptOptions {
  readonly operation: Operation;
  readonly timeoutMs: number;
}

/**
 * Sign, send, read the whole body: one attempt. Whatever fails is an outcome; only abort (`signal.reason`, at once) and
 * a fault in the user's own settings are thrown. A request whose call has ended is never handed to `fetch`.
 */
export async function attempt(
  call: Call,
  spec: RequestSpec,
  { operation, timeoutMs }: AttemptOptions,
): Promise<Outcome> {
  const { transport, signal } = call;
  const { clock, definition, provider } = transport;
  const fields = { ...errorFields(call), retryable: true };
  const { method, body } = spec;
  const url = transport.baseUrl + spec.path;
  call.attempts += 1;
  call.clockOffsetMs = transport.clockOffsetMs;
  const ended = new AbortController();
  let secrets: readonly string[] = [];
  let handedAt: number | undefined;
  let thrown: { readonly error: unknown } | undefined;

  const asked = (): SignableRequest => ({
    ...spec,
    // Most signers take the path, and parsing is a tenth of what signing costs.
    get url() {
      return new URL(url);
    },
    now: new Date(clock.now() + transport.clockOffsetMs),
    signal: ended.signal,
  });

  const exchange = async (): Promise<Answer> => {
    // Signing takes a while, most of it on another thread: meanwhile the request is built.
    const signing = Promise.resolve(definition.sign(asked()));

    const send = async (built: unknown): Promise<Response> => {
      const request = built as Request;
      const signed = await signing;
      ({ secrets } = signed);
      const headers = {
        accept: 'application/json',
        'user-agent': transport.userAgent,
        ...spec.headers,
        ...signed.headers,
      };
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
      // A form only now: ky cancels what nobody has read, and a form that is cancelled takes Node down (24 and 26).
      const sent = typeof body === 'function' ? new Request(request, { method, body: body() }) : request;
      ended.signal.throwIfAborted();
      handedAt = clock.elapsed();
      call.emit({ type: 'request', operation, attempt: call.attempts, method, url });
      // Whoever heard of it may have aborted.
      ended.signal.throwIfAborted();
      if (operation === 'submit') {
        call.submission = 'unknown';
        call.sentAt ??= new Date(clock.now()).toISOString();
      }
      try {
        return await transport.fetch(sent, ended.signal);
      } catch (error) {
        // What fetch says to our own abort is not news.
        if (!ended.signal.aborted) thrown = { error };
        throw error;
      }
    };

    const build = async (): Promise<Response> =>
      ky(url, {
        method,
        body: typeof body === 'string' ? body : null,
        // The signal comes when the request is sent: here ky would make a third of it and its own, for each attempt.
        fetch: send,
        retry: 0,
        timeout: false,
        throwHttpErrors: false,
        redirect: 'manual',
      });
    // Both, so that a signer's error comes out as it is, and not as one of ky's.
    const [response] = await Promise.all([build(), signing]);
    const bytes = await readBody(response, MAXIMUM_ANSWER_BYTES, ended.signal);
    const answer = toAnswer(response, bytes ?? new Uint8Array(), secrets);
    await definition.verify?.(answer, asked());
    return answer;
  };

  signal?.throwIfAborted();
  const letGo = abortWith(ended, signal);
  const stopTimer = clock.setTimer(timeoutMs, () => {
    ended.abort(new RequestTimeoutError(`${provider}: no answer in ${timeoutMs} ms`, fields));
  });
  let seen:
    { readonly status?: number; readonly requestId?: string | undefined; readonly error?: ErrorCode } | undefined;
  try {
    const answer = await race(ended.signal, exchange());
    const requestId = definition.requestId?.(answer);
    seen = { status: answer.status, requestId };
    return { answer, requestId };
  } catch (caught) {
    signal?.throwIfAborted();
    const failure = thrown ? thrown.error : caught;
    const nothingDone = handedAt === undefined || (thrown !== undefined && provesNeverSent(failure));
    // Errors of this kind that fetch throws are somebody else's: another client's, below ours.
    const error =
      !thrown && isTaskServiceError(caught)
        ? // A signer knows nothing of the task that it signs for.
          Object.assign(caught, call.ref && errorFields(call))
        : new NetworkError(`${provider}: the connection failed (${redact(errorCode(failure), secrets)})`, {
            ...fields,
            cause: safeCause(failure, secrets),
          });
    if (error.code === 'configuration' && nothingDone) throw error;
    seen = { error: error.code };
    return { error, nothingDone };
  } finally {
    stopTimer();
    letGo();
    if (handedAt !== undefined) {
      call.emit({
        type: 'response',
        operation,
        attempt: call.attempts,
        durationMs: clock.elapsed() - handedAt,
        ...seen,
      });
    }
  }
}
