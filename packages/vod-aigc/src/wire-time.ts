/*
 * "Not yet" is written in many ways: an empty text, 0, null, a date of the year 0 or 1. None of them becomes a Date.
 */

/** A time of the service as it writes them: `2026-08-05T02:53:03Z`. Without a zone it is none. */
export function toDate(text = ''): Date | undefined {
  const milliseconds = /^\d{4}-\d\d-\d\dT.+(Z|[+-]\d\d:?\d\d)$/i.test(text) ? Date.parse(text) : NaN;
  return milliseconds > 0 ? new Date(milliseconds) : undefined;
}

/** A time of a relay, in seconds since 1970. */
export function toDateOfSeconds(seconds: unknown): Date | undefined {
  const date = new Date(Number(seconds) * 1_000);
  return date.getTime() > 0 ? date : undefined;
}
