import { bitString, der, nothing, objectIdentifier, sequence, unsignedInteger, utcTime, utf8String } from './der.ts';
import { rsaSha256 } from './rsa-key-pairs.ts';
import { toPem } from './to-pem.ts';

interface CertificateContent {
  /** Hexadecimal digits, an even number of them. */
  readonly serialNumber: string;
  /** Common name of both subject and issuer. */
  readonly name: string;
  readonly organization: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly keys: CryptoKeyPair;
}

const sha256WithRsaEncryption = sequence(objectIdentifier('1.2.840.113549.1.1.11'), nothing);

/**
 * Makes an X.509 certificate (version 3, without extensions) that vouches for itself, as PEM. The services' real ones are
 * issued by a certificate authority; nobody who talks to APIv3 looks at that.
 */
export async function selfSignedCertificate(content: CertificateContent): Promise<string> {
  const { keys, serialNumber, name, organization, notBeforeMs, notAfterMs } = content;
  const version3 = der(0xa0, unsignedInteger('02'));
  const who = sequence(
    ...Object.entries({ '2.5.4.10': organization, '2.5.4.3': name }).map(([type, value]) =>
      der(0x31, sequence(objectIdentifier(type), utf8String(value))),
    ),
  );
  const toBeSigned = sequence(
    version3,
    unsignedInteger(serialNumber),
    sha256WithRsaEncryption,
    who,
    sequence(utcTime(notBeforeMs), utcTime(notAfterMs)),
    who,
    new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey)),
  );
  const signature = new Uint8Array(await crypto.subtle.sign(rsaSha256, keys.privateKey, toBeSigned));
  return toPem('CERTIFICATE', sequence(toBeSigned, sha256WithRsaEncryption, bitString(signature)));
}
