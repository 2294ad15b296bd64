/** What JSON.parse tells its reviver of a primitive; TypeScript's library does not know it yet. */
interface Source {
  /** The text as it stood there. */
  readonly source?: string;
}

/**
 * JSON whose integers beyond 2^53 come out as decimal strings, because JSON.parse would round them and a snapshot
 * must serialise. Undefined when the text is no JSON. Each string goes through `change`; what that leaves as it is as a
 * whole, it has to leave in part.
 *
 * Needs the reviver's third argument: Node 21, Deno, Bun, workerd, browsers from 2025. Older ones round.
 */
export function parseJson(text: string, change = (value: string): string => value): unknown {
  const revive = (_: string, value: unknown, context?: Source): unknown => {
    if (typeof value === 'string') return change(value);
    // Only a number's looks like this: that of text has its quotes.
    const source = String(context?.source);
    return Number.isSafeInteger(value) || !/^-?\d+$/.test(source) ? value : source;
  };
  try {
    // To be asked about each value takes ten times as long. An escape may hide what `change` looks for.
    const isPlain = !/\\|\d{16}/.test(text) && change(text) === text;
    return JSON.parse(text, isPlain ? undefined : revive) as unknown;
  } catch {
    return undefined;
  }
}
