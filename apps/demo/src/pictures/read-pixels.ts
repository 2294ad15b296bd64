/** Width and height in pixels. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
}

/** What the header of a PNG, JPEG or WebP file says; undefined for every other file, and for a header cut short. */
export function readPixels(bytes: Uint8Array): Pixels | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readPng(view) ?? readJpeg(view) ?? readWebp(view);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function text(view: DataView, offset: number, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(offset + index)));
}

function readPng(view: DataView): Pixels | undefined {
  if (text(view, 0, 8) !== '\x89PNG\r\n\x1a\n' || text(view, 12, 4) !== 'IHDR') return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function readJpeg(view: DataView): Pixels | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let offset = 2; ;) {
    // Any number of 0xff may stand before a marker.
    while (view.getUint8(offset) === 0xff) offset += 1;
    const marker = view.getUint8(offset);
    // The frames are C0 to CF, without the tables C4, C8 and CC.
    if (marker === 0xc0 || (marker > 0xc0 && marker <= 0xcf && marker % 4 !== 0)) return jpegFrame(view, offset);
    // Start of the scan or end of the picture: no frame is to come.
    if (marker === 0xda || marker === 0xd9) return undefined;
    offset += 1 + view.getUint16(offset + 1);
  }
}

function jpegFrame(view: DataView, marker: number): Pixels {
  return { width: view.getUint16(marker + 6), height: view.getUint16(marker + 4) };
}

function readWebp(view: DataView): Pixels | undefined {
  if (text(view, 0, 4) !== 'RIFF' || text(view, 8, 4) !== 'WEBP') return undefined;
  switch (text(view, 12, 4)) {
    case 'VP8X':
      return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      // The two upper bits say how to scale it up for the screen.
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return undefined;
  }
}

function uint24(view: DataView, offset: number): number {
  return view.getUint16(offset, true) + view.getUint8(offset + 2) * 0x1_0000;
}
