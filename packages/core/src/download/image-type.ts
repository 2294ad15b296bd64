/** The first bytes of the formats that image services deliver. */
const SIGNATURES: readonly (readonly [mediaType: string, offset: number, bytes: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/avif', 4, 'ftypavif'],
  ['image/heic', 4, 'ftypheic'],
  ['image/bmp', 0, 'BM'],
  ['image/tiff', 0, 'II*\0'],
  ['image/tiff', 0, 'MM\0*'],
];

/**
 * The media type by the bytes, because object stores label pictures carelessly; by the header where the bytes are of
 * no known format. Undefined when it is no picture: an error page has no business in a picture file.
 */
export function imageTypeOf(bytes: Uint8Array, contentType: string): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const found = SIGNATURES.find(([, offset, signature]) => head.startsWith(signature, offset));
  if (found !== undefined) return found[0];
  const declared = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const text = /^\s*[<{]/.test(head);
  return bytes.length > 0 && declared.startsWith('image/') && (!text || declared === 'image/svg+xml')
    ? declared
    : undefined;
}
