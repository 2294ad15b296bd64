import type { ClientOptions } from '@x/core';
import { type Answer, createTransport, type Signed, type Transport, type TransportDefinition } from '@x/core/provider';
import { createCredentialsSource } from './credentials-source.ts';
import { readEnvelope, requestIdOf } from './read-envelope.ts';
import { signWithKey } from './sign-tc3.ts';
import { dayOf, deriveTc3Key, type Tc3Key } from './tc3-key.ts';
import type { TencentAuth } from './tencent-auth.ts';

/** How one product of Tencent Cloud is reached. */
export interface TencentTransportDefinition extends Pick<TransportDefinition, 'provider' | 'pace'> {
  /** In the credential scope, and never taken from the host: `mps`. */
  readonly service: string;
  /** `X-TC-Version`: `2019-06-12`. */
  readonly version: string;
  /** Default: `https://<service>.tencentcloudapi.com`. */
  readonly baseUrl?: string | undefined;
  /** `X-TC-Region` of the requests that say nothing else. */
  readonly region?: string | undefined;
  /** As checked by `parseTencentSettings`. */
  readonly settings: ClientOptions & TencentAuth;
}

/** Turns settings into a transport that signs with TC3. Makes no request and starts nothing. */
export function createTencentTransport(definition: TencentTransportDefinition): Transport {
  const { provider, pace, service, version, baseUrl, region, settings } = definition;
  const source = createCredentialsSource(provider, settings);
  // The key of the last secret and day, as a value: on edge runtimes no request may wait for the promise of another.
  let derived: { readonly secretKey: string; readonly day: string; readonly key: Tc3Key } | undefined;

  const keyOf = async (secretKey: string, day: string): Promise<Tc3Key> => {
    if (derived?.secretKey === secretKey && derived.day === day) return derived.key;
    const key = await deriveTc3Key(secretKey, day, service);
    derived = { secretKey, day, key };
    return key;
  };

  const sign: TransportDefinition['sign'] = async ({ method, url, headers = {}, body, now }): Promise<Signed> => {
    const { secretId, secretKey, token } = await source.get(now);
    const timestamp = Math.floor(now.getTime() / 1_000);
    const { authorization, signature } = await signWithKey(await keyOf(secretKey, dayOf(timestamp)), {
      method,
      // With its port, if that is not the protocol's own: what the server sees.
      host: url.host,
      service,
      timestamp,
      contentType: headers['content-type'] ?? '',
      query: url.search.slice(1),
      // Actions are JSON (`actionRequest`), never forms.
      body: (body ?? '') as string,
      secretId,
    });
    return {
      headers: {
        'x-tc-version': version,
        'x-tc-timestamp': String(timestamp),
        ...(region === undefined || 'x-tc-region' in headers ? {} : { 'x-tc-region': region }),
        ...(token === undefined ? {} : { 'x-tc-token': token }),
        authorization,
      },
      // The whole header first. An id is no secret, but nobody's business either.
      secrets: [authorization, signature, secretKey, secretId, ...(token === undefined ? [] : [token])],
    };
  };

  return createTransport(
    {
      provider,
      pace,
      baseUrl: baseUrl ?? `https://${service}.tencentcloudapi.com`,
      sign,
      // Answers are not signed; but one that refuses the keys ends what is kept of them.
      verify: async (answer) => {
        if (refusesKeys(answer)) source.giveUp();
      },
      requestId: requestIdOf,
    },
    settings,
  );
}

function refusesKeys(answer: Answer): boolean {
  const verdict = readEnvelope(answer, { operation: 'query' }, () => ({ ok: true }));
  // A clock that is off says nothing about them.
  return 'refused' in verdict && verdict.refused.kind === 'authentication' && !verdict.refused.cure;
}
