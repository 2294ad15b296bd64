export { describeConformance } from './describe-conformance.ts';
export type { Harness, WireAnswer, WireAnswers } from './harness.ts';
export { createWireServer, type WireRequest, type WireServer } from './wire-server.ts';
