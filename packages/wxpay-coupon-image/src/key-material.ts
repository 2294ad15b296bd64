import type { Bytes } from '@x/core';
import { type Certificate, readCertificate } from './certificate.ts';
import { BIT_STRING, contentOf, INTEGER, inside, OCTET_STRING, readDer, SEQUENCE, writeDer } from './der.ts';
import { keyError } from './key-error.ts';
import { readPem } from './pem.ts';

/** `rsaEncryption`, without parameters. */
const RSA = Uint8Array.of(0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00);

const PRIVATE_KEY = 'the merchant API private key (apiclient_key.pem)';
const PUBLIC_KEY = 'the WeChat Pay public key (pub_key.pem)';
const CERTIFICATE = 'a WeChat Pay platform certificate';

/** An RSA key, ready to be imported, and the number by which two keys are recognised as a pair. */
export interface RsaKeyData {
  readonly der: Bytes;
  readonly modulus: string;
}

/** Whatever goes wrong while reading DER is a wrong key. */
function reading<Value>(setting: string, read: () => Value): Value {
  try {
    return read();
  } catch {
    throw keyError(setting, 'is damaged, or no RSA key');
  }
}

/**
 * A private key as PKCS#8, from PEM of PKCS#8 or PKCS#1 (which WebCrypto does not take).
 *
 * @throws ConfigurationError
 */
export function readPrivateKey(setting: string, pem: string): RsaKeyData {
  const { label, bytes } = readPem(setting, pem, PRIVATE_KEY, 'PRIVATE KEY', 'RSA PRIVATE KEY');
  const isPkcs1 = label === 'RSA PRIVATE KEY';
  const version = [INTEGER, 1, 0];
  const der = isPkcs1
    ? writeDer(SEQUENCE, version, writeDer(SEQUENCE, RSA), writeDer(OCTET_STRING, bytes))
    : bytes.slice();
  return reading(setting, () => {
    const [, algorithm, key] = inside(readDer(der)[0]);
    checkRsa(algorithm?.content);
    const [, modulus] = inside(readDer(contentOf(key, OCTET_STRING))[0]);
    return { der, modulus: String(contentOf(modulus, INTEGER)) };
  });
}

/**
 * A public key as SPKI.
 *
 * @throws ConfigurationError
 */
export function readPublicKey(setting: string, pem: string): RsaKeyData {
  const { bytes } = readPem(setting, pem, PUBLIC_KEY, 'PUBLIC KEY');
  return reading(setting, () => readSpki(bytes));
}

/**
 * A certificate with an RSA key in it.
 *
 * @throws ConfigurationError
 */
export function readPemCertificate(setting: string, pem: string): Certificate {
  const { bytes } = readPem(setting, pem, CERTIFICATE, 'CERTIFICATE');
  return reading(setting, () => {
    const certificate = readCertificate(bytes);
    readSpki(certificate.spki);
    return certificate;
  });
}

function readSpki(der: Bytes): RsaKeyData {
  const [algorithm, key] = inside(readDer(der)[0]);
  checkRsa(algorithm?.content);
  // The first byte counts unused bits: none.
  const [modulus] = inside(readDer(contentOf(key, BIT_STRING).slice(1))[0]);
  return { der, modulus: String(contentOf(modulus, INTEGER)) };
}

function checkRsa(algorithm: Bytes | undefined): void {
  if (String(algorithm) !== String(RSA)) throw new RangeError();
}
