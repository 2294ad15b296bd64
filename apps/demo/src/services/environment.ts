import { UsageError } from '../options.ts';

/** The environment of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One environment variable of a service. */
export interface EnvironmentVariable {
  readonly name: string;
  /** For `--help`. */
  readonly meaning: string;
  /** All of these together switch the real service on. */
  readonly required?: true;
  /** Decides where requests go. */
  readonly place?: true;
}

/** The value of a variable; an empty one counts as none. */
export function readVariable(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/**
 * The values of variables that make sense only together; undefined where none of them is set.
 *
 * @throws UsageError that names the missing ones
 */
export function readTogether<Name extends string>(
  env: Environment,
  names: readonly Name[],
): Readonly<Record<Name, string>> | undefined {
  const values = names.map((name) => [name, readVariable(env, name)] as const);
  const missing = values.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length === names.length) return undefined;
  if (missing.length === 0) return Object.fromEntries(values) as Record<Name, string>;
  const given = names.filter((name) => !missing.includes(name));
  const verb = given.length === 1 ? 'is' : 'are';
  throw new UsageError(
    `${inWords(given)} ${verb} set, but ${inWords(missing)} ${missing.length === 1 ? 'is' : 'are'} missing; nothing was sent`,
  );
}

/** `A`, `A and B`, `A, B and C` */
export function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
