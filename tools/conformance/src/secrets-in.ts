import { inspect } from 'node:util';
import { expect } from 'vitest';

/** What a request proves its sender with: the Authorization header, the token in it, the signatures in it. */
export function secretsIn({ headers }: Request): readonly string[] {
  const authorization = headers.get('authorization') ?? '';
  const token = authorization.replace(/^Bearer +/i, '');
  const signatures = [...authorization.matchAll(/signature="?([^",\s]+)/gi)].map(([, signature = '']) => signature);
  return [authorization, token, ...signatures].filter((secret) => secret !== '');
}

/** Every way in which loggers and people look at a value. */
function textsOf(value: unknown): readonly string[] {
  const texts = [
    inspect(value, { depth: 10, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity }),
    JSON.stringify(value) ?? '',
  ];
  if (!(value instanceof Error)) return texts;
  const { message, stack = '', cause } = value;
  return [...texts, String(value), message, stack, ...(cause === undefined ? [] : textsOf(cause))];
}

/** None of these texts can be seen in the value. */
export function expectNothingSecret(value: unknown, secrets: Iterable<string>): void {
  const texts = textsOf(value);
  for (const secret of secrets) {
    // Compared as a list, so that a failure shows where it was seen.
    expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  }
}
