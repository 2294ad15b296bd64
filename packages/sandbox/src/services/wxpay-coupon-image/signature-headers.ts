import type { RequestFaults } from '../../faults/fault-plan.ts';
import { toBase64 } from './base64.ts';
import { rsaSha256 } from './rsa-key-pairs.ts';
import type { SigningKey } from './wxpay-account.ts';

/** What may be wrong with a signature on purpose. */
export type SignatureFlaw = 'bad-signature' | 'probe';

interface Signed {
  readonly body: string;
  readonly nonce: string;
  readonly nowMs: number;
  readonly key: SigningKey;
  readonly flaw?: SignatureFlaw | undefined;
}

const probePrefix = 'WECHATPAY/SIGNTEST/';

/** The headers that WeChat Pay signs an answer or a notification with, over exactly these bytes. */
export async function signatureHeaders({ body, nonce, nowMs, key, flaw }: Signed): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const message = new TextEncoder().encode(`${timestamp}\n${nonce}\n${body}\n`);
  const bytes = new Uint8Array(await crypto.subtle.sign(rsaSha256, key.privateKey, message));
  // One bit is enough; by its form it is a signature like any other.
  if (flaw === 'bad-signature') bytes[0] = (bytes[0] ?? 0) ^ 1;
  const signature = toBase64(bytes);
  return {
    'wechatpay-nonce': nonce,
    'wechatpay-serial': key.serial,
    'wechatpay-signature': flaw === 'probe' ? probePrefix + signature.slice(probePrefix.length) : signature,
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    'wechatpay-timestamp': timestamp,
  };
}

/** How far the server's clock is ahead under the fault `clock-skew`. */
export const skewMs = 600_000;

/** Which flaw the signature of an answer or a notification gets; both are asked for, so that each counts it. */
export function signatureFlaw(faults: RequestFaults): SignatureFlaw | undefined {
  const [isProbe, isBad] = [faults.has('probe'), faults.has('bad-signature')];
  if (isProbe) return 'probe';
  return isBad ? 'bad-signature' : undefined;
}
