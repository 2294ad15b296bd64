import { type FaultName, transportFaults } from '../../faults/fault.ts';

/**
 * What can go wrong with any call of an action. "Too many requests" comes with HTTP status 200 and the service's own
 * code here, so there is no `Retry-After`.
 */
export const cloudFaults: readonly FaultName[] = [
  ...transportFaults.filter((fault) => fault !== 'rate-limit-retry-after'),
  'clock-skew',
];
