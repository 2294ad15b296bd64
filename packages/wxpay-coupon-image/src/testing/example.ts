import { readFileSync } from 'node:fs';

/** One of the recorded and derived payloads beside the sources: `response-200-submit`. */
export function example(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../examples/${name}.json`, import.meta.url), 'utf8'));
}
