import { payload } from '@x/payloads';
import { describe, expect, test } from 'vitest';
import { authenticateMerchant } from './authenticate-merchant.ts';
import { fromBase64 } from './base64.ts';
import { encryptResource } from './encrypt-resource.ts';
import { rsaSha256 } from './rsa-key-pairs.ts';
import { WxpayError } from './wxpay-error.ts';

interface RequestVector {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly timestamp: number;
  readonly body: string;
  readonly authorization: string;
}

interface EncryptionVector {
  readonly id: string;
  readonly apiV3Key: string;
  readonly nonce: string;
  readonly associatedData: string;
  readonly plaintext: string;
  readonly ciphertext: string;
}

interface Vectors {
  readonly merchant: { readonly mchId: string; readonly serialNumber: string; readonly publicKey: string };
  readonly requests: readonly RequestVector[];
  readonly encryptions: readonly EncryptionVector[];
}

const { merchant, requests, encryptions } = payload('vectors/wechatpay-merchant') as Vectors;

/** What the service says to the request of a vector; `ok` when it takes it. */
async function verdict({ method, url, timestamp, body, authorization }: RequestVector): Promise<string> {
  const spki = fromBase64(merchant.publicKey) ?? new Uint8Array();
  const publicKey = await crypto.subtle.importKey('spki', spki, rsaSha256, false, ['verify']);
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'test', authorization });
  const request = {
    method,
    target: url,
    header: (name: string) => headers.get(name) ?? undefined,
    signedBody: new TextEncoder().encode(body),
  };
  const { mchId, serialNumber } = merchant;
  return authenticateMerchant(request, { mchId, serialNumber, publicKey, nowMs: timestamp * 1_000 }).then(
    () => 'ok',
    (error: unknown) => {
      if (error instanceof WxpayError) return error.message;
      throw error;
    },
  );
}

describe('requests that other clients have signed', () => {
  test.each(requests)('$id is taken, and refused as soon as a part of it changes', async (vector) => {
    expect(await verdict(vector)).toBe('ok');
    const changes: Partial<RequestVector>[] = [
      { method: 'PUT' },
      { url: `${vector.url}/` },
      { body: `${vector.body} ` },
      { authorization: vector.authorization.replace(/nonce_str="./u, 'nonce_str="_') },
    ];
    for (const change of changes) expect(await verdict({ ...vector, ...change })).toBe('签名错误');
  });
});

test.each(encryptions)('$id is encrypted to the same', async ({ plaintext, ciphertext, ...rest }) => {
  expect(await encryptResource({ text: plaintext, ...rest })).toMatchObject({ ciphertext });
});
