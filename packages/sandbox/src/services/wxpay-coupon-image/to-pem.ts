import { toBase64 } from './base64.ts';

/** Writes DER as PEM, in lines of 64 characters and with a line break at the end. */
export function toPem(label: 'PRIVATE KEY' | 'PUBLIC KEY' | 'CERTIFICATE', der: ArrayBuffer | Uint8Array): string {
  const lines = toBase64(new Uint8Array(der)).match(/.{1,64}/gu) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
