import { CloudError } from './cloud-error.ts';

/**
 * The type of a parameter. `integer text` is an integer that may also be written as a string; a list is written as an
 * array of one.
 */
export type ParameterType =
  'string' | 'integer' | 'integer text' | 'number' | 'boolean' | readonly [ParameterType] | ParameterMembers;

/** The members of an object, by name. */
export interface ParameterMembers {
  readonly [name: string]: ParameterType;
}

/** Parameters that have the documented names and types. */
export type Parameters = Readonly<Record<string, unknown>>;

/**
 * Checks names and types of an action's parameters, all the way down. Members that are `null` are left out, as if they
 * had not been sent ([I]).
 *
 * @throws CloudError `MissingParameter`, `UnknownParameter`, `InvalidParameter`
 */
export function checkParameters(value: unknown, members: ParameterMembers, required: readonly string[]): Parameters {
  if (!isObject(value)) throw new CloudError('InvalidParameter', 'The request body is not a JSON object.');
  for (const name of required) {
    // [I] that an empty text is as good as none
    if (value[name] === undefined || value[name] === null || value[name] === '') throw missingParameter(name);
  }
  checkNames(value, members, '');
  return checkTypes(value, members, '') as Parameters;
}

/**
 * Checks the types of those members that are documented, and lets others be.
 *
 * @throws CloudError `InvalidParameter`
 */
export function checkKnownTypes(value: Parameters, members: ParameterMembers): void {
  checkTypes(value, members, '');
}

/** @returns the error of a parameter that has to be there */
export function missingParameter(name: string): CloudError {
  return new CloudError('MissingParameter', `The request is missing a required parameter \`${name}\`.`);
}

function checkNames(value: unknown, type: ParameterType, path: string): void {
  if (isList(type)) {
    if (Array.isArray(value)) value.forEach((item, index) => checkNames(item, type[0], `${path}.${index}`));
    return;
  }
  if (typeof type === 'string' || !isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const expected = Object.hasOwn(type, name) ? type[name] : undefined;
    const at = path === '' ? name : `${path}.${name}`;
    if (expected === undefined) {
      throw new CloudError('UnknownParameter', `The parameter \`${at}\` is not recognized.`);
    }
    checkNames(member, expected, at);
  }
}

function checkTypes(value: unknown, type: ParameterType, path: string): unknown {
  if (isList(type)) {
    if (!Array.isArray(value)) throw wrongType(path);
    return value.map((item, index) => checkTypes(item, type[0], `${path}.${index}`));
  }
  if (typeof type === 'string') {
    if (!isOfType(value, type)) throw wrongType(path);
    return value;
  }
  if (!isObject(value)) throw wrongType(path);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const expected = Object.hasOwn(type, name) ? type[name] : undefined;
      if (expected === undefined || member === null) return [];
      return [[name, checkTypes(member, expected, path === '' ? name : `${path}.${name}`)]];
    }),
  );
}

function isOfType(value: unknown, type: Extract<ParameterType, string>): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'integer text':
      return Number.isInteger(value) || (typeof value === 'string' && /^-?\d{1,15}$/u.test(value));
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
  }
}

function wrongType(path: string): CloudError {
  return new CloudError('InvalidParameter', `The value type of parameter \`${path}\` is not valid.`);
}

function isList(type: ParameterType): type is readonly [ParameterType] {
  return Array.isArray(type);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
