import { parameterError } from './wxpay-error.ts';

/** The members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** An object somewhere in a request's body. */
export interface BodyObject {
  readonly members: Members;
  /** JSON pointer to it; empty for the body itself. */
  readonly pointer: string;
}

/** [V] APIv3 takes characters of one to three bytes; those beyond U+FFFF have four. */
const fourBytes = /[\u{10000}-\u{10ffff}]/u;

/** @throws WxpayError `PARAM_ERROR` when the body is no JSON object, or holds what none may hold */
export function readBody(bytes: Uint8Array): BodyObject {
  let members: unknown;
  try {
    members = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    members = undefined;
  }
  if (!isObject(members)) throw parameterError({ field: '', value: '', issue: 'not a JSON object', location: 'body' });
  checkValues(members, '');
  return { members, pointer: '' };
}

/** [V] What holds for every value, known or not; [I] that it is looked at before anything else. */
function checkValues(value: unknown, pointer: string): void {
  if (value === null) throw unfit(pointer, value, 'null');
  if (typeof value === 'string' && fourBytes.test(value)) throw unfit(pointer, value, 'a character of four bytes');
  if (typeof value !== 'object') return;
  for (const [name, member] of Object.entries(value)) checkValues(member, `${pointer}/${name}`);
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
  if (value !== undefined) return value;
  throw parameterError({ field: `${pointer}/${name}`, value: '', issue: 'required', location: 'body' });
}

function wrong({ members, pointer }: BodyObject, name: string, issue: string): Error {
  return unfit(`${pointer}/${name}`, members[name], issue);
}

function unfit(field: string, value: unknown, issue: string): Error {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return parameterError({ field, value: shown, issue, location: 'body' });
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
