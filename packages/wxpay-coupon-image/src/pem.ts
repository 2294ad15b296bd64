import type { Bytes } from '@x/core';
import { decodeBase64 } from './base64.ts';
import { keyError } from './key-error.ts';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/;

/** Bytes out of PEM, and which of the wanted kinds they are. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Bytes;
}

/**
 * Reads the one block of a PEM text. Line breaks may stand there as `\n` in two characters, as environments hold them.
 *
 * @throws ConfigurationError that names the setting and says what is there instead
 */
export function readPem(setting: string, text: string, wanted: string, ...labels: readonly string[]): PemBlock {
  const [, label = '', body = ''] = BLOCK.exec(text.replaceAll('\\n', '\n')) ?? [];
  if (label === '') throw keyError(setting, `must be PEM text: ${wanted}`);
  if (/ENCRYPTED/.test(label + body)) throw keyError(setting, 'is encrypted: decrypt it first');
  if (!labels.includes(label)) throw keyError(setting, `is a ${label.toLowerCase()}; here belongs ${wanted}`);
  const bytes = decodeBase64(body.replaceAll(/\s/g, ''));
  if (bytes === undefined) throw keyError(setting, 'is damaged: no Base64 in it');
  return { label, bytes };
}
