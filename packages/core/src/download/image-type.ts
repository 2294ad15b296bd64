/** How the formats that image services deliver begin. */
const SIGNATURES: readonly (readonly [mediaType: string, beginning: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF.{4}WEBP/s],
  ['image/avif', /^.{4}ftypavif/s],
  ['image/heic', /^.{4}ftypheic/s],
  // Its four reserved bytes are zero; text may begin with the letters.
  ['image/bmp', /^BM.{4}\0{4}/s],
  ['image/tiff', /^(II\*\0|MM\0\*)/],
];

/** The first of them always begin so; of the others there may be kinds that are not in the list. */
const UNMISTAKABLE = 4;

/** The root of an SVG, after a prologue, comments and its own doctype at most: a page that shows one inside is no picture. */
const SVG_ROOT = /^(\xef\xbb\xbf)?(\s|<\?[^>]*>|<!--((?!-->).)*-->|<!DOCTYPE svg[^>]*>)*<svg[\s>]/is;
/** Its prologue is no longer than this. */
const LONGEST_PROLOGUE = 4_096;

/**
 * The media type by the bytes, because object stores label pictures carelessly; by the header where the bytes are of
 * no known format. Undefined when it is no picture: an error page has no business in a picture file.
 */
export function imageTypeOf(bytes: Uint8Array, contentType: string): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, LONGEST_PROLOGUE));
  const found = SIGNATURES.find(([, beginning]) => beginning.test(head));
  if (found !== undefined) return found[0];
  const declared = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (declared === 'image/svg+xml') return SVG_ROOT.test(head) ? declared : undefined;
  // What begins otherwise is none of these, whoever says so.
  const isUntrue = SIGNATURES.slice(0, UNMISTAKABLE).some(([mediaType]) => mediaType === declared);
  const text = /^(\xef\xbb\xbf)?\s*[<{]/.test(head);
  return bytes.length > 0 && /^image\/[\w.+-]+$/.test(declared) && !text && !isUntrue ? declared : undefined;
}
