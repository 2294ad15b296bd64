import { readFileSync } from 'node:fs';

/** One of the example payloads beside the package's sources. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look at whatever is in them
export function readExample(path: string): any {
  return JSON.parse(readFileSync(new URL(`../../examples/${path}.json`, import.meta.url), 'utf8'));
}
