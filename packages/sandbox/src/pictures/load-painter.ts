import { importAtRuntime } from '../import-at-runtime.ts';
import { readFontMetrics } from './font-metrics.ts';
import type { Picture } from './picture.ts';
import { pictureSvg } from './picture-svg.ts';
import { woffToSfnt } from './woff-to-sfnt.ts';

/** Draws a picture with its text, as a PNG. */
export type Painter = (picture: Picture) => Uint8Array<ArrayBuffer>;

const family = 'ZCOOL KuaiLe';
const wasmFile = '@resvg/resvg-wasm/index_bg.wasm';
const fontFile = '@fontsource/zcool-kuaile/files/zcool-kuaile-chinese-simplified-400-normal.woff';

// A WebAssembly module is initialised once per process, whatever the number of sandboxes.
let loading: Promise<Painter | undefined> | undefined;

/** Loads the renderer and the font from the installed packages; undefined where there is no file system to load from. */
export function loadPainter(): Promise<Painter | undefined> {
  loading ??= load().catch(() => undefined);
  return loading;
}

async function load(): Promise<Painter | undefined> {
  // Node, Bun and Deno all say so. Edge workers may too, but have no files: their attempt fails below.
  const { process } = globalThis as { readonly process?: { readonly versions?: { readonly node?: string } } };
  if (process?.versions?.node === undefined) return undefined;
  const [{ createRequire }, { readFile }, { initWasm, Resvg }] = await Promise.all([
    importAtRuntime<typeof import('node:module')>('node:module'),
    importAtRuntime<typeof import('node:fs/promises')>('node:fs/promises'),
    importAtRuntime<typeof import('@resvg/resvg-wasm')>('@resvg/resvg-wasm'),
  ]);
  const { resolve } = createRequire(import.meta.url);
  const [wasm, woff] = await Promise.all([readFile(resolve(wasmFile)), readFile(resolve(fontFile))]);
  const font = await woffToSfnt(Uint8Array.from(woff));
  const metrics = readFontMetrics(font);
  await initWasm(wasm).catch((error: unknown) => {
    // The program that uses the sandbox may have initialised the module for itself.
    if (!String(error).includes('Already initialized')) throw error;
  });
  return (picture) => {
    const options = { font: { fontBuffers: [font], defaultFontFamily: family, loadSystemFonts: false } };
    const renderer = new Resvg(pictureSvg(picture, { family, metrics }), options);
    const image = renderer.render();
    try {
      return Uint8Array.from(image.asPng());
    } finally {
      image.free();
      renderer.free();
    }
  };
}
