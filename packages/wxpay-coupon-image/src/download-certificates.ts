import { SignatureError } from '@x/core';
import {
  type Answer,
  looseObject,
  looseText,
  queryWithin,
  type RequestSpec,
  startCall,
  type Transport,
  type Verdict,
} from '@x/core/provider';
import { readAnswer } from './read-answer.ts';
import type { Certificate } from './certificate.ts';
import { checkSignature } from './check-signature.ts';
import { encryptedSchema, openMember } from './encrypted-member.ts';
import { keyError } from './key-error.ts';
import { readPemCertificate } from './key-material.ts';
import { toReceived } from './received-answer.ts';
import { importRsaKey } from './rsa-key.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';

/** The one answer that the transport lets through unverified: its keys are in it. */
export const CERTIFICATES_PATH = '/v3/certificates';

const REQUEST: RequestSpec = { method: 'GET', path: CERTIFICATES_PATH };

const entrySchema = /* @__PURE__ */ looseObject({ serial_no: looseText, encrypt_certificate: encryptedSchema });

/** One that WebCrypto can verify with. */
export interface PlatformCertificate extends Certificate {
  readonly key: WebCryptoKey;
}

/**
 * Downloads the platform certificates: decrypts them with the APIv3 key, and verifies the list with what was in it. The
 * list is judged by the local clock alone. One that cannot be read is left out; a merchant that has none gets none.
 *
 * @throws ConfigurationError where the key does not decrypt them, or none can be read; SignatureError where the list is not
 * provably the service's; or whatever the question ends with
 */
export async function downloadCertificates(
  transport: Transport,
  apiV3Key: () => Promise<WebCryptoKey>,
  signal: AbortSignal | undefined,
): Promise<readonly PlatformCertificate[]> {
  const answer = await fetchList(transport, signal);
  if (answer === undefined) return [];
  const { data } = Object(answer.json) as { readonly data?: unknown };
  const key = await apiV3Key();
  const certificates: PlatformCertificate[] = [];
  let problem: unknown;
  for (const entry of Array.isArray(data) ? data : []) {
    // A bad one costs no other; a wrong key opens none.
    await openEntry(entry, key).then(
      (one) => certificates.push(one),
      (error: unknown) => (problem ??= error),
    );
  }
  if (certificates.length === 0 && problem !== undefined) throw problem;
  await checkSignature(
    toReceived(answer),
    async (serial) => certificates.find((one) => one.serial === serial)?.key,
    transport.clock.now(),
  );
  return certificates;
}

async function fetchList(transport: Transport, signal: AbortSignal | undefined): Promise<Answer | undefined> {
  const call = startCall(transport, { signal });
  const ask = (): Promise<Answer | undefined> => queryWithin(call, REQUEST, readList);
  // Once more where the first answer corrected our clock.
  return ask().catch((error: unknown) => (call.clockCorrected ? ask() : Promise.reject(error as Error)));
}

/** The list; undefined where it is refused for good: merchants that never had certificates have none. */
function readList(answer: Answer): Verdict<Answer | undefined> {
  const verdict = readAnswer(answer, () => ({ ok: answer }));
  // The service's own words: a page without a code may be somebody else's.
  const { kind = '', providerCode } = 'refused' in verdict ? verdict.refused : {};
  const isAbsent = providerCode && ['permission', 'not-found'].includes(kind);
  return isAbsent ? { ok: undefined } : verdict;
}

async function openEntry(entry: unknown, decryptionKey: WebCryptoKey): Promise<PlatformCertificate> {
  const { serial_no, encrypt_certificate } = entrySchema(entry) ?? {};
  try {
    const pem = await openMember(encrypt_certificate, decryptionKey);
    const setting = `certificate ${serial_no}`;
    const certificate = readPemCertificate(setting, pem);
    // Now: one that WebCrypto does not take would be in the way of every request.
    const key = await importRsaKey(setting, 'verify', certificate.spki);
    return { ...certificate, key, serial: serial_no ?? certificate.serial };
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    throw keyError('apiV3Key', 'does not decrypt the platform certificates');
  }
}
