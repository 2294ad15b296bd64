/** Strings are skipped whole, so that digits inside them stay; the second arm is an integer and no part of a fraction. */
const STRING_OR_LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * JSON whose integers beyond 2^53 come out as decimal strings, because JSON.parse would round them and a snapshot
 * must serialise. Undefined when the text is no JSON.
 */
export function parseJson(text: string): unknown {
  try {
    const exact = /\d{16}/.test(text) ? text.replace(STRING_OR_LONG_INTEGER, quoteUnsafeInteger) : text;
    return JSON.parse(exact) as unknown;
  } catch {
    return undefined;
  }
}

function quoteUnsafeInteger(token: string): string {
  return token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
}
