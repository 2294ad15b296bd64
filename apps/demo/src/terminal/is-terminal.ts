/** Whether a stream is a terminal that can change lines already written. */
export function isTerminal(
  stream: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
