/** A misspelt option must not be a silent default. */
export function checkMembers(
  value: unknown,
  path: string,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${path}: expected an object, not ${describe(value)}`);
  }
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) throw new TypeError(`${path}.${name}: not known; there are ${known.join(', ')}`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** One of some words, or absent. */
export function checkWord<Word extends string | number>(
  value: unknown,
  path: string,
  words: readonly Word[],
): Word | undefined {
  if (value === undefined) return undefined;
  const found = words.find((word) => word === value);
  if (found === undefined) throw new TypeError(`${path}: ${describe(value)} is none of ${words.join(', ')}`);
  return found;
}

/** A number within bounds, or absent. */
export function checkNumber(
  value: unknown,
  path: string,
  bounds: { readonly min: number; readonly max: number; readonly integer?: boolean },
): number | undefined {
  if (value === undefined) return undefined;
  const isFine =
    typeof value === 'number' &&
    value >= bounds.min &&
    value <= bounds.max &&
    (bounds.integer !== true || Number.isInteger(value));
  if (isFine) return value;
  const kind = bounds.integer === true ? 'an integer' : 'a number';
  throw new TypeError(`${path}: expected ${kind} from ${bounds.min} to ${bounds.max}, not ${describe(value)}`);
}

/** An http or https URL, or absent. */
export function checkWebUrl(value: unknown, path: string): string | undefined {
  if (value === undefined) return undefined;
  const protocol = typeof value === 'string' && URL.canParse(value) ? new URL(value).protocol : '';
  if (typeof value === 'string' && ['http:', 'https:'].includes(protocol)) return value;
  throw new TypeError(`${path}: expected an http or https URL, not ${describe(value)}`);
}

/** A function, or absent. What it takes and gives cannot be checked. */
export function checkFunction(value: unknown, path: string): unknown {
  if (value === undefined || typeof value === 'function') return value;
  throw new TypeError(`${path}: expected a function, not ${describe(value)}`);
}

/** A value in an error message: short, and without what objects hold. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (value === null || ['number', 'boolean', 'undefined', 'bigint'].includes(typeof value)) return String(value);
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}
