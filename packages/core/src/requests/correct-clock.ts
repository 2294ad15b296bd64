import type { Answer } from './answer.ts';
import type { Call } from './call.ts';

/** A Date further off than this is not a clock that is off, it is a lie. */
const MAXIMUM_OFFSET_MS = 24 * 60 * 60 * 1_000;

/**
 * The cure for a refusal because of our clock: sets it by the Date of that answer, so that the next attempt is signed
 * with the right time. At most once in a call; safe on a submit, because the service refused before it did anything.
 */
export function correctClock(call: Call, { headers }: Answer): boolean {
  const offsetMs = Date.parse(headers.get('date') ?? '') - call.transport.clock.now();
  if (call.clockCorrected || !(Math.abs(offsetMs) <= MAXIMUM_OFFSET_MS)) return false;
  call.clockCorrected = true;
  call.transport.clockOffsetMs = offsetMs;
  call.emit({ type: 'clock-corrected', offsetMs });
  return true;
}
