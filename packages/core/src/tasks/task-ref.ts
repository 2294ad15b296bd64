import * as v from 'valibot';
import { parseJson } from '../requests/parse-json.ts';
import { parseInput } from '../schemas/parse-input.ts';
import { rule } from '../schemas/rule.ts';

/** About 200 bytes of JSON without secrets: what to store, and all that another process needs to go on. */
export interface TaskRef {
  readonly version: 1;
  /** The id of the client that made it: `tensorslab`. */
  readonly provider: string;
  readonly kind: 'image';
  /** The service's id of the task. */
  readonly id: string;
  /** What else the query needs, by provider: model, site, account… */
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** ISO 8601; our clock when the service answered the submit. A hint for pacing only. */
  readonly submittedAt: string;
}

/** Ids become parts of paths: nothing blank, no steps upwards, nothing that cannot be encoded. */
const NOT_FOR_PATHS = /^\s*\.{0,2}$|\p{Surrogate}/u;

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 512 && !NOT_FOR_PATHS.test(value);
}

/** Text that a ref can hold: a model's name, and whatever else becomes a part of its params. */
export const refText = /* @__PURE__ */ rule<string>(isText, 'must be text of 1 to 512 characters');
const texts = /* @__PURE__ */ rule(
  (value) => typeof value === 'object' && !Array.isArray(value) && Object.values(value ?? [0]).every(isText),
  'must be texts',
);

function exactly(expected: unknown): v.GenericSchema {
  return rule((value) => value === expected, `must be ${String(expected)}`);
}

/**
 * A ref from text, or from what JSON.parse made of it. Everything is checked: it may come from a browser.
 *
 * @throws InputError naming the path and the rule
 */
export function parseTaskRef(value: unknown): TaskRef {
  return refCheck('core', refText, texts)(value);
}

/** The same, for the refs of one client: another client's, or another account's, is refused by the name of the field. */
export function clientRefCheck(provider: string, params: v.GenericSchema): (value: unknown) => TaskRef {
  return refCheck(provider, exactly(provider), params);
}

function refCheck(reader: string, provider: v.GenericSchema, params: v.GenericSchema): (value: unknown) => TaskRef {
  const schema = v.strictObject({
    version: exactly(1),
    kind: exactly('image'),
    provider,
    id: refText,
    params: v.optional(params, {}),
    submittedAt: rule(
      (time) => isText(time) && /^\d{4}-\d\d-\d\dT/.test(time) && Date.parse(time) > 0,
      'must be an ISO 8601 time',
    ),
  });
  return (value) =>
    parseInput(reader, schema, typeof value === 'string' ? (parseJson(value) ?? null) : value, 'ref') as TaskRef;
}
