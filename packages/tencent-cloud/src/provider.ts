/**
 * The door for authors of clients of Tencent's products, on top of `@x/core/provider`: settings with Tencent's keys, a
 * transport that signs with TC3, actions as requests, and the envelope with its codes.
 *
 * @packageDocumentation
 */
export { actionRequest } from './action-request.ts';
export { type CodeKinds, failureOf, leavesUnknown } from './error-codes.ts';
export { parseTencentSettings, regionSchema } from './parse-tencent-settings.ts';
export { type ActionResponse, type EnvelopeOptions, readEnvelope } from './read-envelope.ts';
export { createTencentTransport, type TencentTransportDefinition } from './tencent-transport.ts';
export type { TencentAuth, TencentCredentials } from './tencent-auth.ts';
