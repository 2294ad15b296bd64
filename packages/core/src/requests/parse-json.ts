/** What JSON.parse tells its reviver of a primitive; TypeScript's library does not know it yet. */
interface Source {
  /** The text as it stood there. */
  readonly source?: string;
}

/**
 * JSON whose integers beyond 2^53 come out as decimal strings, because JSON.parse would round them and a snapshot
 * must serialise. Undefined when the text is no JSON. Each string goes through `change`.
 *
 * Needs the reviver's third argument: Node 21, Deno, Bun, workerd, browsers from 2025. Older ones round.
 */
export function parseJson(text: string, change = (value: string): string => value): unknown {
  const revive = (_: string, value: unknown, context?: Source): unknown => {
    if (typeof value === 'string') return change(value);
    const source = context?.source ?? '';
    return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value;
  };
  try {
    return JSON.parse(text, revive) as unknown;
  } catch {
    return undefined;
  }
}
