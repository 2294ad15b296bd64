import { payload } from '@x/payloads';
import type { Tc3Request } from '../index.ts';

/** One vector: what was given to Tencent's own signer, and what it made of it. All keys are throw-away examples. */
export interface Vector {
  readonly name: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
  readonly service: string;
  readonly host: string;
  readonly region?: string;
  readonly action: string;
  readonly version: string;
  readonly timestamp: number;
  readonly method: string;
  readonly contentType: string;
  readonly payload: string;
  readonly expected: {
    readonly authorization: string;
    readonly signature: string;
    readonly canonicalRequest: string;
    readonly stringToSign: string;
    /** Of vectors that have a whole request. */
    readonly headers?: Readonly<Record<string, string>>;
  };
}

export const vectors: readonly Vector[] = payload('vectors/tc3');

/** The vector as the public `signTc3` takes it. */
export function requestOf({ payload: body, ...vector }: Vector): Tc3Request {
  const { method, host, service, timestamp, contentType, secretId, secretKey } = vector;
  return { method, host, service, timestamp, contentType, body, secretId, secretKey };
}
