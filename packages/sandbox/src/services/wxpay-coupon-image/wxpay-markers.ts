/**
 * Words that decide what becomes of a task, there being no prompt that they could stand in.
 *
 * - `sandbox-fail` anywhere in `task_id`: accepted, and fails when its time is over
 * - `sandbox-no-auth` anywhere in `brand_id`: a brand that has not authorised the merchant; all others have
 */
export const wxpayMarkers = { fail: 'sandbox-fail', noAuth: 'sandbox-no-auth' } as const;
