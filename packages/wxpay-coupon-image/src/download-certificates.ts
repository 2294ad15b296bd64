import { ApiError, SignatureError } from '@x/core';
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

/**
 * Downloads the platform certificates: decrypts them with the APIv3 key, and verifies the list with what was in it. The
 * list is judged by the local clock alone.
 *
 * @throws ConfigurationError where the key does not decrypt them, or the merchant has none
 */
export async function downloadCertificates(
  transport: Transport,
  apiV3Key: () => Promise<WebCryptoKey>,
  signal: AbortSignal | undefined,
): Promise<readonly Certificate[]> {
  const answer = await fetchList(transport, signal);
  const { data } = Object(answer.json) as { readonly data?: unknown };
  const key = await apiV3Key();
  const certificates = await Promise.all((Array.isArray(data) ? data : []).map((entry) => openEntry(entry, key)));
  await checkSignature(
    toReceived(answer),
    async (serial) => {
      const signer = certificates.find((one) => one.serial === serial);
      return signer && importRsaKey(`certificate ${serial}`, 'verify', signer.spki);
    },
    transport.clock.now(),
  );
  return certificates;
}

async function fetchList(transport: Transport, signal: AbortSignal | undefined): Promise<Answer> {
  const call = startCall(transport, { signal });
  const ask = (): Promise<Answer> => queryWithin(call, REQUEST, readList);
  try {
    // Once more where the first answer corrected our clock.
    return await ask().catch((error: unknown) => (call.clockCorrected ? ask() : Promise.reject(error as Error)));
  } catch (error) {
    if (!(error instanceof ApiError) || !['permission', 'not-found'].includes(error.kind)) throw error;
    throw keyError('apiV3Key', 'no certificates to download: set wechatpayPublicKey');
  }
}

const readList = (answer: Answer): Verdict<Answer> => readAnswer(answer, () => ({ ok: answer }));

async function openEntry(entry: unknown, key: WebCryptoKey): Promise<Certificate> {
  const { serial_no, encrypt_certificate } = entrySchema(entry) ?? {};
  try {
    const pem = await openMember(encrypt_certificate, key);
    const certificate = readPemCertificate(`certificate ${serial_no}`, pem);
    return { ...certificate, serial: serial_no ?? certificate.serial };
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    throw keyError('apiV3Key', 'does not decrypt the platform certificates');
  }
}
