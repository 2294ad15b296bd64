import { createVirtualClock, type VirtualClock } from '@x/sandbox';
import { createTensorsLab, type TensorsLabClient, type TensorsLabSettings } from '../index.ts';

/** A client, and what it said to a service that answers as a test wants. */
export interface Talk extends TensorsLabClient {
  readonly clock: VirtualClock;
  readonly requests: readonly Request[];
}

/** An answer of the service. */
export function answerOf(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

/** The service's answer to a submit that it took. */
export function accepted(): Response {
  return answerOf({ code: 1000, msg: 'Task created successfully', data: { taskid: 'abcd_1234567890abcdef' } });
}

/** Makes a client in virtual time whose n-th request (from 0) gets this answer, without retries unless a test wants some. */
export function talk(
  answer: (request: Request, index: number) => Response | Promise<Response> = accepted,
  settings: Partial<TensorsLabSettings> = {},
): Talk {
  const requests: Request[] = [];
  const clock = createVirtualClock();
  const client = createTensorsLab({
    apiKey: 'sandbox-key',
    clock,
    retry: { limit: 0 },
    fetch: (request) => {
      requests.push(request.clone());
      return answer(request, requests.length - 1);
    },
    ...settings,
  });
  return { ...client, clock, requests };
}
