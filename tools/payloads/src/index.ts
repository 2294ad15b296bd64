import { readFileSync } from 'node:fs';

/** One of the payloads beside this, as its service would send or take it: `vod/create-request`. */
export function payloadText(path: string): string {
  return readFileSync(new URL(`../${path}.json`, import.meta.url), 'utf8');
}

/** The same, parsed. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look at whatever is in them
export function payload(path: string): any {
  return JSON.parse(payloadText(path));
}
