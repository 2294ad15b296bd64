/** Longer requests to wait are cut to this. */
const MAXIMUM_MS = 60_000;

/** Milliseconds that a Retry-After header asks for (seconds or an HTTP date), at most 60_000; undefined without one. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after') ?? 'none';
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1_000;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAXIMUM_MS);
}
