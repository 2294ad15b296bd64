/** A time as WeChat Pay writes it: RFC 3339 in China's time, to the second. */
export function chinaTime(timeMs: number): string {
  return `${new Date(timeMs + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
