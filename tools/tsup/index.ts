import { minify } from 'terser';
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
 * What is named and used once is written where it is used; the bundlers of today do not, and every client would be 0.2 to
 * 0.4 kB larger. Names, lines and `if`s stay: people read what they install.
 */
const SHORTER = {
  module: true,
  ecma: 2022,
  compress: {
    ecma: 2022,
    passes: 3,
    hoist_funs: true,
    reduce_funcs: false,
    booleans: false,
    comparisons: false,
    conditionals: false,
    if_return: false,
    sequences: false,
  },
  mangle: false,
  format: { ecma: 2022, beautify: true, indent_level: 2, preserve_annotations: true },
} as const;

/**
 * Imports of packages before those of our own chunks, and ky after the others. Bundlers keep the order, and compression
 * finds only what is near: with ky between two parts of core every client would be 0.1 kB larger.
 */
function inOrder(code: string): string {
  const imports = [...code.matchAll(/^import .*\n+/gm)].map(([line]) => line);
  const place = (line: string): number => Number(/from "\./.test(line)) * 2 + Number(line.includes('"ky"'));
  const rest = imports.reduce((left, line) => left.replace(line, ''), code);
  return imports.sort((one, other) => place(one) - place(other)).join('') + rest;
}

/** How what we publish is written. Not what runs on Node only: a command begins with its shebang, and nobody bundles it. */
const SMALLER = {
  name: 'smaller',
  renderChunk: async (code: string) => ({ code: inOrder((await minify(code, SHORTER)).code ?? '') }),
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
    plugins: platform === 'neutral' ? [SMALLER] : [],
    esbuildOptions: (options) => {
      if (shortened.length > 0) options.mangleProps = new RegExp(`^(${shortened.join('|')})$`);
    },
  });
}
