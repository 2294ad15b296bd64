/** What the service writes where there is no date. */
export const noDate = '0000-00-00T00:00:00Z';

/** What it writes for "never". */
export const neverDate = '9999-12-31T23:59:59Z';

/** ISO 8601 in UTC without milliseconds. */
export function vodDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d{3}Z$/u, 'Z');
}
