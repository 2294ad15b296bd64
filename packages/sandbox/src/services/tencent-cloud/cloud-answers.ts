import type { RequestFaults } from '../../faults/fault-plan.ts';
import type { SeededRandom } from '../../seeded-random.ts';
import type { CloudError } from './cloud-error.ts';

/** The envelope of an answer that says it went well; with the fault, also what no documentation mentions. */
export function cloudSuccess(members: object, requestIds: SeededRandom, faults: RequestFaults): Response {
  const unknown = faults.has('unknown-field') ? { SandboxUnknown: { Note: 'not documented', List: [1, null] } } : {};
  return Response.json({ Response: { ...members, ...unknown, RequestId: requestIds.uuid() }, ...unknown });
}

/** The envelope of an answer that says what went wrong. The HTTP status is 200 all the same. */
export function cloudFailure({ code, message }: CloudError, requestIds: SeededRandom): Response {
  return Response.json({ Response: { Error: { Code: code, Message: message }, RequestId: requestIds.uuid() } });
}
