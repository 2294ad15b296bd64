import { TaskServiceError, type ErrorFields, type Issue } from './task-service-error.ts';

/** What was passed to a call breaks a rule; `issues` names path and rule. Thrown before any request. */
export class InputError extends TaskServiceError<{ readonly issues: readonly Issue[] }> {
  override readonly code = 'input';
  /** Every rule that is broken, with its path. */
  declare readonly issues: readonly Issue[];
  static {
    this.prototype.name = 'InputError';
  }

  constructor(fields: ErrorFields & { readonly issues: readonly Issue[] }) {
    super(`${fields.provider}: ${describeIssues(fields.issues)}`, fields);
  }
}

/** `prompt: is required; batchSize: must be …` */
export function describeIssues(issues: readonly Issue[]): string {
  return issues.map(({ path, message }) => `${path || 'value'}: ${message}`).join('; ');
}
