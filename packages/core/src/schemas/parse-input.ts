import * as v from 'valibot';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { describeIssues, InputError } from '../errors/input-error.ts';
import type { Issue } from '../errors/task-service-error.ts';
import type { TaskRef } from '../tasks/task-ref.ts';

/** The rules of objects; all others bring their own words (`rule`). Never the value: it may be a secret in the wrong place. */
function objectRule({ received, expected }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'is not known here';
  if (received === 'undefined') return 'is required';
  return expected === 'Array' ? 'must be a list' : 'must be an object';
}

/** What a value breaks of a schema: path and rule. Schemas of settings and inputs check, they do not change. */
function issuesOf(schema: v.GenericSchema, value: unknown, root: string): readonly Issue[] {
  return (v.safeParse(schema, value, { message: objectRule }).issues ?? []).map(({ path, message }) => ({
    path: [root, ...(path ?? []).map(({ key }) => key)].filter((part) => part !== '').join('.'),
    message,
  }));
}

/**
 * Strict with what users pass to a call. Returns the value as it is; `root` is the path of the value itself, `ref` the task
 * that the call is about.
 *
 * @throws InputError
 */
export function parseInput<Value>(
  provider: string,
  schema: v.GenericSchema,
  value: Value,
  root = '',
  ref?: TaskRef,
): Value {
  const issues = issuesOf(schema, value, root);
  if (issues.length > 0) throw new InputError({ provider, issues, ref, submission: ref && 'accepted' });
  return value;
}

/**
 * Strict with settings. Returns them as they are.
 *
 * @throws ConfigurationError
 */
export function parseSettings<Settings>(provider: string, schema: v.GenericSchema, settings: Settings): Settings {
  const issues = issuesOf(schema, settings, '');
  if (issues.length > 0) throw new ConfigurationError(`${provider}: ${describeIssues(issues)}`, { provider });
  return settings;
}
