import { defineConfig } from 'tsup';

interface LibraryOptions {
  /** Source files of the package's doors; `src/index.ts` alone by default. */
  readonly entry?: readonly string[];
  /** `neutral` (default) for every runtime; `node` only for what can run nowhere else. */
  readonly platform?: 'neutral' | 'node';
  /** Members of internal objects that are shortened: what no declaration shows, in code that every client carries. */
  readonly shortened?: readonly string[];
}

/**
 * Imports of packages before those of our own chunks. Bundlers keep the order, and compression finds only what is near:
 * with ky between two parts of core every client would be 0.1 kB larger.
 */
const DEPENDENCIES_FIRST = {
  name: 'dependencies-first',
  renderChunk(code: string) {
    const ofPackages = /^import .* from "[^."].*\n/gm;
    return { code: (code.match(ofPackages) ?? []).join('') + code.replaceAll(ofPackages, '') };
  },
};

/** How every published package is built. */
export function library({ entry = ['src/index.ts'], platform = 'neutral', shortened = [] }: LibraryOptions = {}) {
  return defineConfig({
    entry: [...entry],
    platform,
    format: 'esm',
    target: 'es2022',
    dts: true,
    clean: true,
    // What two doors share is emitted once: otherwise each door would have error classes of its own.
    splitting: true,
    // The output is readable as it is; maps would double the download.
    sourcemap: false,
    // Older bundlers and edge runtimes know Node's modules by their prefixed names only.
    removeNodeProtocol: false,
    // Not of what runs on Node: a command begins with its shebang, and nobody bundles it.
    plugins: platform === 'neutral' ? [DEPENDENCIES_FIRST] : [],
    esbuildOptions: (options) => {
      if (shortened.length > 0) options.mangleProps = new RegExp(`^(${shortened.join('|')})$`);
    },
  });
}
