import type { AnyTaskServiceError, ApiError } from '@x/core';
import type { Job } from '../jobs/job.ts';
import { requiredVariables } from '../services/demo-service.ts';
import { unbroken } from '../terminal/wrap-text.ts';
import { RESUME_COMMAND } from './commands.ts';

const RESUME = unbroken(RESUME_COMMAND);

/** What somebody who runs the demo can do about an error of a task, which may be one of an earlier run; to be wrapped. */
export function advice(error: AnyTaskServiceError, job: Job): string {
  const { service } = job.connection;
  // Its id is ours: nobody has to look by hand.
  const canBeAskedFor = job.ref === undefined && job.intendedRef !== undefined;
  const key = requiredVariables(service);
  switch (error.code) {
    case 'configuration':
      return 'Nothing was sent. Correct the environment; --help lists its variables.';
    case 'input':
      // Of a task of an earlier run: what a new one is to submit has been checked.
      return 'Nothing was sent. The task belongs to other settings: set the environment as it was then.';
    case 'api':
      return apiAdvice(error, key);
    case 'submission-unknown':
      return canBeAskedFor
        ? `The task may exist and may have been paid for: ${RESUME} asks for it.`
        : `The task may exist and may have been paid for: look at ${service.console} before you submit it again.`;
    case 'task-failed':
      return 'The service has ended this task. Change the prompt or the model, and run it again.';
    case 'task-timeout':
      return `The task goes on: ${RESUME} waits for it again.`;
    case 'download':
      return `The picture is made but not here: ${RESUME} fetches it again.`;
    case 'network':
    case 'request-timeout':
    case 'response':
    case 'signature':
      if (error.submission === 'none')
        return 'Nothing was bought. Check the connection and the address, and run it again.';
      return canBeAskedFor
        ? `The task may exist: ${RESUME} asks for it once the service can be reached.`
        : `The task goes on: ${RESUME} waits for it once the service can be reached.`;
  }
}

function apiAdvice({ kind, submission }: ApiError, key: string): string {
  const bought = submission === 'none' ? 'Nothing was bought. ' : '';
  const again = submission === 'none' ? 'run it again' : RESUME;
  switch (kind) {
    case 'authentication':
    case 'permission':
      return `${bought}Check ${key}, then ${again}.`;
    case 'quota':
      return `${bought}The account has no credits left: add some, then ${again}.`;
    case 'rate-limit':
      return `${bought}The service wants fewer requests: wait a minute, then ${again}.`;
    case 'content-policy':
      return `${bought}The service does not draw this: change the prompt.`;
    case 'invalid-request':
      return `${bought}The service does not take this: change the options.`;
    case 'not-found':
      return submission === 'none'
        ? `${bought}The service does not know this model: change --model.`
        : 'The service does not know this task. It may have been deleted, or belong to another account.';
    default:
      return `${bought}The service is at fault: wait, then ${again}.`;
  }
}
