/**
 * The door for authors of clients. A provider is a settings schema (`clientOptions`, `parseSettings`), readers of the
 * wire (`looseText`…), a signer (`TransportDefinition.sign`) and a `TaskDefinition`; everything else is core's.
 *
 * @packageDocumentation
 */
export { InputError } from './errors/input-error.ts';
export type { PaceDefaults, PaceState } from './pace.ts';
export type { Answer } from './requests/answer.ts';
export type { Budget, Ticket } from './requests/budget.ts';
export { askFor, bearer, secretSchema, type SecretSource } from './requests/bearer.ts';
export { askAgain } from './requests/ask-again.ts';
export { type Call, startCall } from './requests/call.ts';
export { correctClock } from './requests/correct-clock.ts';
export { lookThenRepeat, type Recover, type Recovered } from './requests/repeat.ts';
export { type Order, sendOnce } from './requests/send-once.ts';
export { parseJson } from './requests/parse-json.ts';
export { abortWith } from './requests/race.ts';
export { sleep } from './requests/sleep.ts';
export { readBody } from './requests/read-body.ts';
export { queryWithin } from './requests/query-within.ts';
export { jsonRequest, type RequestSpec } from './requests/request-spec.ts';
export {
  createTransport,
  type SignableRequest,
  type Signed,
  type Transport,
  type TransportDefinition,
} from './requests/transport.ts';
export { type ApiFailure, kindOfStatus, missing, type Verdict } from './requests/verdict.ts';
export { clientOptions } from './schemas/client-options.ts';
export { parseInput, parseSettings } from './schemas/parse-input.ts';
export { requestOptions } from './schemas/request-options.ts';
export { anyFunction, optionals, positive, rule, text, trueOrFalse, wholeNumber } from './schemas/rule.ts';
export { anything, isPictureUrl, looseNumber, looseObject, looseText, type Reader } from './schemas/wire.ts';
export { type DefinedTasks, defineTasks } from './tasks/define-tasks.ts';
export { leaveAtOnce } from './tasks/leave-at-once.ts';
export { refText } from './tasks/task-ref.ts';
export type { QueryPlan, SubmitPlan, TaskDefinition, TaskReading } from './tasks/task-definition.ts';
