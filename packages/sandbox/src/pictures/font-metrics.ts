/** How much room a font's characters take. */
export interface FontMetrics {
  /** Width of a character in ems; undefined where the font has no glyph for it. */
  advance(codePoint: number): number | undefined;
}

/** Reads the two tables of a TrueType font that line breaking needs: `cmap` (format 4) and `hmtx`. */
export function readFontMetrics(sfnt: Uint8Array): FontMetrics {
  const view = new DataView(sfnt.buffer, sfnt.byteOffset, sfnt.byteLength);
  const tables = new Map<string, number>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const entry = 12 + 16 * index;
    const tag = String.fromCharCode(...sfnt.subarray(entry, entry + 4));
    tables.set(tag, view.getUint32(entry + 8));
  }
  const table = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new Error(`The font has no ${tag} table`);
    return offset;
  };
  const unitsPerEm = view.getUint16(table('head') + 18);
  const widths = view.getUint16(table('hhea') + 34);
  const metrics = table('hmtx');
  const glyphs = readGlyphs(view, table('cmap'));
  return {
    advance(codePoint) {
      const glyph = glyphs.get(codePoint);
      // Glyphs past the list all have its last width.
      return glyph === undefined ? undefined : view.getUint16(metrics + 4 * Math.min(glyph, widths - 1)) / unitsPerEm;
    },
  };
}

function readGlyphs(view: DataView, cmap: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  for (let index = 0; index < view.getUint16(cmap + 2); index += 1) {
    const subtable = cmap + view.getUint32(cmap + 4 + 8 * index + 4);
    if (view.getUint16(subtable) === 4) readFormat4(view, subtable, glyphs);
  }
  return glyphs;
}

/** Runs of characters, each with an offset into the glyphs or into a list of them (OpenType specification, `cmap`). */
function readFormat4(view: DataView, subtable: number, glyphs: Map<number, number>): void {
  const twice = view.getUint16(subtable + 6);
  const ends = subtable + 14;
  const starts = ends + twice + 2;
  const deltas = starts + twice;
  const ranges = deltas + twice;
  for (let at = 0; at < twice; at += 2) {
    const start = view.getUint16(starts + at);
    const range = view.getUint16(ranges + at);
    for (let code = start; code <= view.getUint16(ends + at) && code < 0xffff; code += 1) {
      const listed = range === 0 ? code : view.getUint16(ranges + at + range + 2 * (code - start));
      const glyph = listed === 0 ? 0 : (listed + view.getUint16(deltas + at)) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
}
