const woffHeaderBytes = 44;
const woffEntryBytes = 20;
const sfntHeaderBytes = 12;
const sfntEntryBytes = 16;

/** Unpacks a WOFF 1.0 font (each table compressed by zlib on its own) into the TrueType file it was made from. */
export async function woffToSfnt(woff: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  if (view.getUint32(0) !== 0x774f4646) throw new Error('Not a WOFF font');
  const count = view.getUint16(12);
  const tables = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const entry = woffHeaderBytes + woffEntryBytes * index;
      const packed = woff.subarray(view.getUint32(entry + 4), view.getUint32(entry + 4) + view.getUint32(entry + 8));
      const isPacked = view.getUint32(entry + 8) < view.getUint32(entry + 12);
      return {
        tag: view.getUint32(entry),
        checksum: view.getUint32(entry + 16),
        data: isPacked ? await inflate(packed) : packed,
      };
    }),
  );
  return assemble(view.getUint32(4), tables);
}

interface Table {
  readonly tag: number;
  readonly checksum: number;
  readonly data: Uint8Array;
}

function assemble(flavor: number, tables: readonly Table[]): Uint8Array<ArrayBuffer> {
  let offset = sfntHeaderBytes + sfntEntryBytes * tables.length;
  const placed = tables.map((table) => {
    const place = { ...table, offset };
    offset += (table.data.byteLength + 3) & ~3;
    return place;
  });
  const sfnt = new Uint8Array(offset);
  const view = new DataView(sfnt.buffer);
  const power = Math.floor(Math.log2(tables.length));
  view.setUint32(0, flavor);
  view.setUint16(4, tables.length);
  view.setUint16(6, sfntEntryBytes << power);
  view.setUint16(8, power);
  view.setUint16(10, sfntEntryBytes * tables.length - (sfntEntryBytes << power));
  placed.forEach(({ tag, checksum, data, offset: place }, index) => {
    const entry = sfntHeaderBytes + sfntEntryBytes * index;
    view.setUint32(entry, tag);
    view.setUint32(entry + 4, checksum);
    view.setUint32(entry + 8, place);
    view.setUint32(entry + 12, data.byteLength);
    sfnt.set(data, place);
  });
  return sfnt;
}

async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
