/** What JSON.parse tells its reviver of a primitive, and its counterpart; TypeScript's library knows neither yet. */
interface Source {
  readonly source?: string;
}
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };

/**
 * JSON whose integers beyond 2^53 come out as `bigint`; all others stay numbers. Undefined when the text is no JSON.
 *
 * Needs the reviver's third argument: Node 21, Deno, Bun, workerd, browsers from 2025. Older ones round.
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text, toExact);
  } catch {
    return undefined;
  }
}

function toExact(_: string, value: unknown, { source = '' }: Source = {}): unknown {
  const rounded = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source);
  return rounded ? BigInt(source) : value;
}

/** JSON in which a `bigint` is an integer. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, given: unknown) {
    // Not `given`: some programs teach `bigint` to become a text.
    const member = this[key];
    return typeof member === 'bigint' ? rawJSON(String(member)) : given;
  });
}
