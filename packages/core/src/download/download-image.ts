import * as v from 'valibot';
import { DownloadError } from '../errors/download-error.ts';
import type { Fetch } from '../options.ts';
import { systemClock } from '../clock.ts';
import { provesNeverSent } from '../requests/never-sent.ts';
import { abortWith, race } from '../requests/race.ts';
import { readBody } from '../requests/read-body.ts';
import { safeCause } from '../requests/redact.ts';
import { parseInput } from '../schemas/parse-input.ts';
import { requestOptions } from '../schemas/request-options.ts';
import { anyFunction, optionals, positive, rule, trueOrFalse } from '../schemas/rule.ts';
import type { GeneratedImage } from '../tasks/task.ts';
import { imageTypeOf } from './image-type.ts';
import { publicUrl } from './public-url.ts';

/** Bytes over a plain ArrayBuffer, whatever the version of TypeScript calls that. */
export type Bytes = ReturnType<Uint8Array['slice']>;

/** How a picture is fetched. */
export interface DownloadOptions {
  /** Aborts the download at once with its reason. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Of the whole download, redirects included. Default 60_000. */
  readonly timeoutMs?: number | undefined;
  /** Default 64 MiB. */
  readonly maxBytes?: number | undefined;
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined;
  /** Allows loopback, private and link-local hosts: for a sandbox over HTTP. Default false. */
  readonly allowPrivateHosts?: boolean | undefined;
}

const MAXIMUM_REDIRECTS = 5;

const optionsSchema = /* @__PURE__ */ (() =>
  v.strictObject({
    signal: requestOptions.signal,
    ...optionals(positive, 'timeoutMs', 'maxBytes'),
    ...optionals(anyFunction, 'fetch'),
    // Text that says 'false' would open the way to private hosts.
    ...optionals(trueOrFalse, 'allowPrivateHosts'),
  }))();

const imageSchema = /* @__PURE__ */ rule(
  (value) => typeof urlOf(value as GeneratedImage | undefined) === 'string' || value instanceof URL,
  'must be a URL, or a picture that has one',
);

function urlOf(image: GeneratedImage | string | URL | undefined): string | URL | undefined {
  return typeof image === 'string' || image instanceof URL ? image : image?.url;
}

/** The reason with which our own timer ends a download. */
class TimedOut extends Error {}

/**
 * Fetches a finished picture. The URL came from a service's answer, so it is not trusted: http and https only, no
 * private, loopback or oddly written address (redirects are checked too), bounded in time and size, nothing of ours
 * sent along, and only a picture is let through. Names are not resolved: a public name that points to a private
 * address is the network's to refuse.
 *
 * @throws DownloadError with its `reason`; InputError for an option that is none; `signal.reason` on abort
 */
export async function downloadImage(
  image: GeneratedImage | string | URL,
  options: DownloadOptions = {},
): Promise<{ bytes: Bytes; mediaType: string }> {
  const { signal, timeoutMs = 60_000, maxBytes = 64 * 1024 * 1024 } = parseInput('download', optionsSchema, options);
  const ended = new AbortController();
  parseInput('download', imageSchema, image, 'image');
  signal?.throwIfAborted();
  const letGo = abortWith(ended, signal);
  const stopTimer = systemClock.setTimer(timeoutMs, () => ended.abort(new TimedOut()));
  try {
    return await race(ended.signal, download(urlOf(image), { ...options, maxBytes }, ended.signal));
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    if (error instanceof DownloadError) throw error;
    if (error instanceof TimedOut) {
      throw new DownloadError(`download: not finished in ${timeoutMs} ms`, { reason: 'timeout', retryable: true });
    }
    const what = provesNeverSent(error) ? 'the host could not be reached' : 'the connection failed';
    throw new DownloadError(`download: ${what}`, { reason: 'network', retryable: true, cause: safeCause(error, []) });
  } finally {
    stopTimer();
    letGo();
  }
}

async function download(
  address: string | URL | undefined,
  options: DownloadOptions & { readonly maxBytes: number },
  signal: AbortSignal,
): Promise<{ bytes: Bytes; mediaType: string }> {
  const { maxBytes, allowPrivateHosts = false } = options;
  const fetch: Fetch = options.fetch ?? ((request) => globalThis.fetch(request));
  let url = publicUrl(String(address), allowPrivateHosts);
  for (let redirects = 0; ; redirects += 1) {
    signal.throwIfAborted();
    const response = await fetch(new Request(url, { headers: { accept: 'image/*' }, redirect: 'manual', signal }));
    const { status } = response;
    const location = response.headers.get('location');
    if (status >= 300 && status < 400 && location !== null && redirects < MAXIMUM_REDIRECTS) {
      discard(response);
      url = publicUrl(location, allowPrivateHosts, url);
      continue;
    }
    if (!response.ok) {
      discard(response);
      throw refused(status);
    }
    const tooLarge = Number(response.headers.get('content-length')) > maxBytes;
    const bytes = tooLarge ? discard(response) : await readBody(response, maxBytes, signal);
    if (bytes === undefined) {
      throw new DownloadError(`download: larger than ${maxBytes} bytes`, { reason: 'too-large', status });
    }
    const mediaType = imageTypeOf(bytes, response.headers.get('content-type') ?? '');
    if (mediaType === undefined) throw new DownloadError('download: not a picture', { reason: 'not-an-image', status });
    return { bytes, mediaType };
  }
}

/** Object stores answer 403, 404 or 410 for links whose time is over. */
function refused(status: number): DownloadError {
  const expired = status === 403 || status === 404 || status === 410;
  const message = `download: HTTP ${status}${expired ? ', the link has probably expired' : ''}`;
  return new DownloadError(message, {
    reason: expired ? 'expired' : 'status',
    status,
    retryable: status === 429 || status >= 500,
  });
}

function discard(response: Response): undefined {
  response.body?.cancel().catch(() => undefined);
}
