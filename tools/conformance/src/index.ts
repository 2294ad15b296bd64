export { describeConformance } from './describe-conformance.ts';
export type { Harness, WireAnswer, WireAnswers } from './harness.ts';
