import { parameterError } from './wxpay-error.ts';

/** The members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** An object somewhere in a request's body. */
export interface BodyObject {
  readonly members: Members;
  /** JSON pointer to it; empty for the body itself. */
  readonly pointer: string;
}

/** @throws WxpayError `PARAM_ERROR` when the body is no JSON object */
export function readBody(bytes: Uint8Array): BodyObject {
  let members: unknown;
  try {
    members = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    members = undefined;
  }
  if (isObject(members)) return { members, pointer: '' };
  throw parameterError({ field: '', value: '', issue: 'not a JSON object', location: 'body' });
}

/** @throws WxpayError `PARAM_ERROR` when it is missing or no object */
export function objectIn(parent: BodyObject, name: string): BodyObject {
  const value = required(parent, name);
  if (!isObject(value)) throw wrong(parent, name, 'not an object');
  return { members: value, pointer: `${parent.pointer}/${name}` };
}

/** @throws WxpayError `PARAM_ERROR` when it is missing, no text, or not of the form */
export function textIn(parent: BodyObject, name: string, form: RegExp = /./u): string {
  const value = required(parent, name);
  if (typeof value !== 'string') throw wrong(parent, name, 'not a string');
  if (!form.test(value)) throw wrong(parent, name, `not of the form ${form.source}`);
  return value;
}

/** @throws WxpayError `PARAM_ERROR` when it is missing or none of the words */
export function wordIn<Word extends string>(parent: BodyObject, name: string, words: readonly Word[]): Word {
  const value = required(parent, name);
  const word = words.find((one) => one === value);
  if (word === undefined) throw wrong(parent, name, 'not in enum');
  return word;
}

/** @throws WxpayError `PARAM_ERROR` when it is missing or no integer from 0 on */
export function amountIn(parent: BodyObject, name: string): number {
  const value = required(parent, name);
  if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
  throw wrong(parent, name, 'not an integer from 0 on');
}

function required({ members, pointer }: BodyObject, name: string): unknown {
  const value = members[name];
  // [V] null is not allowed anywhere
  if (value !== undefined && value !== null) return value;
  throw parameterError({ field: `${pointer}/${name}`, value: '', issue: 'required', location: 'body' });
}

function wrong({ members, pointer }: BodyObject, name: string, issue: string): Error {
  const value = members[name];
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return parameterError({ field: `${pointer}/${name}`, value: shown, issue, location: 'body' });
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
