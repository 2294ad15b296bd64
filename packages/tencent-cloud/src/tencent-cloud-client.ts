import type { RequestOptions } from '@x/core';
import {
  type Answer,
  askAgain,
  InputError,
  parseInput,
  sendOnce,
  startCall,
  type RequestSpec,
  type Verdict,
} from '@x/core/provider';
import { actionRequest } from './action-request.ts';
import { callSchema } from './call-schema.ts';
import { readJson } from './exact-json.ts';
import { parseTencentSettings } from './parse-tencent-settings.ts';
import { readEnvelope } from './read-envelope.ts';
import { PROVIDER, settingsEntries, type TencentCloudSettings } from './tencent-cloud-settings.ts';
import { createTencentTransport } from './tencent-transport.ts';

/** Options of `call`. */
export interface TencentCallOptions extends RequestOptions {
  /**
   * Whether the action may be executed any number of times, as `Describe…` may: then passing faults (network, time-out,
   * rate, 5xx, `InternalError`) are retried. Default false: sent again only where it certainly was not executed; after a
   * lost answer the call ends with `SubmissionUnknownError`.
   */
  readonly idempotent?: boolean | undefined;
  /** `X-TC-Region` of this call. Default: the client's. */
  readonly region?: string | undefined;
}

/** A client of one product, with the keys of one account. */
export interface TencentCloudClient {
  /**
   * Calls an action. `payload` goes out as JSON: what is `undefined` is left out, a `bigint` becomes an integer.
   * `result` is the action's `Response`; integers beyond 2^53 are `bigint` in it.
   *
   * @throws ApiError with the service's code in `providerCode` and its meaning in `kind`
   * @throws SubmissionUnknownError, NetworkError, RequestTimeoutError, ResponseError, InputError
   */
  call<Result extends object = Readonly<Record<string, unknown>>>(
    action: string,
    payload: object,
    options?: TencentCallOptions,
  ): Promise<{ readonly result: Result; readonly requestId: string }>;
}

/**
 * Makes a client of one Tencent Cloud API 3.0 product. Makes no request and starts nothing.
 *
 * The pace (20 submits and 20 queries per second) is what most actions allow; `pace` sets it as the product's pages say.
 *
 * @throws ConfigurationError naming the setting
 */
export function createTencentCloud(settings: TencentCloudSettings): TencentCloudClient {
  const { service, version, region } = parseTencentSettings(PROVIDER, settingsEntries, settings);
  const transport = createTencentTransport({
    provider: PROVIDER,
    service,
    version,
    region,
    pace: { submitPerSecond: 20, queryPerSecond: 20 },
    settings,
  });
  const { timeoutMs } = transport;
  return {
    async call<Result extends object>(action: string, payload: object, options: TencentCallOptions = {}) {
      parseInput(PROVIDER, callSchema, { action, payload, options });
      const request = requestOf(action, payload, options.region);
      const call = startCall(transport, options);
      const operation = options.idempotent ? 'query' : 'submit';
      const read = (answer: Answer): Verdict<Result> =>
        readEnvelope(answer, { operation }, () => ({ ok: exactResponse(answer) as Result }));
      const where = options.region ?? region;
      const lookup = { service, action, ...(where === undefined ? {} : { region: where }) };
      const { ok, requestId = '' } = options.idempotent
        ? await askAgain(call, request, read, options.timeoutMs ?? timeoutMs.query)
        : await sendOnce(call, { request, lookup }, read, options.timeoutMs ?? timeoutMs.submit);
      return { result: ok, requestId };
    },
  };
}

function requestOf(action: string, payload: object, region: string | undefined): RequestSpec {
  let request: RequestSpec | undefined;
  try {
    request = actionRequest(action, payload, region);
  } catch {
    // It refers to itself, or a `toJSON` of it throws. What was thrown may show what is in it.
  }
  // A date is written as a text, and a `toJSON` may write anything.
  if (String(request?.body).startsWith('{')) return request as RequestSpec;
  throw new InputError({ provider: PROVIDER, issues: [{ path: 'payload', message: 'must be a JSON object' }] });
}

/** From the bytes, because what core made of them has texts in place of large integers. */
function exactResponse({ bytes }: Answer): unknown {
  return (readJson(new TextDecoder().decode(bytes)) as { readonly Response: unknown }).Response;
}
