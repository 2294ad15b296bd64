import { type FaultName, type FaultOperation, type SandboxService, transportFaults } from './fault.ts';

/** All of them, for checking what callers without TypeScript give. */
export const faultNames: readonly FaultName[] = [
  ...transportFaults,
  'no-id',
  'bad-signature',
  'probe',
  'clock-skew',
  'unknown-status',
  'unknown-field',
  'no-picture',
  'duplicate-callback',
  'lost-callback',
  'expired-picture',
];

export const faultOperations: readonly FaultOperation[] = ['submit', 'query', 'callback', 'download'];

export const sandboxServices: readonly SandboxService[] = [
  'tensorslab',
  'mps-aigc',
  'vod-aigc',
  'vod-aigc-gateway',
  'wxpay-coupon-image',
];
