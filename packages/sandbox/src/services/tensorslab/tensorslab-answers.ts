import type { RequestFaults } from '../../faults/fault-plan.ts';

/** The codes of TensorsLab's answers. */
export const tensorsLabCodes = { success: 1000, noCredits: 9000, failure: 9999 } as const;

/** An answer that says what went wrong. */
export function refusal(status: number, message: string, code: number = tensorsLabCodes.failure): Response {
  return Response.json({ code, msg: message }, { status });
}

/** An answer that says it went well; with the fault, also what no documentation of the service mentions. */
export function success(message: string, data: object, faults: RequestFaults): Response {
  const unknown = faults.has('unknown-field') ? { sandbox_unknown: { note: 'not documented', list: [1, null] } } : {};
  return Response.json({ code: tensorsLabCodes.success, msg: message, data: { ...data, ...unknown }, ...unknown });
}
