import { build } from 'esbuild';

const common = { bundle: true, logLevel: 'warning', minify: true };
await build({
  ...common,
  entryPoints: ['program.mjs'],
  platform: 'node',
  format: 'esm',
  outfile: 'out/esbuild/node.mjs',
});
await build({
  ...common,
  entryPoints: ['program.cjs'],
  platform: 'node',
  format: 'cjs',
  outfile: 'out/esbuild/node.cjs',
});
await build({
  ...common,
  entryPoints: ['program.mjs'],
  platform: 'browser',
  format: 'esm',
  outfile: 'out/esbuild/browser.mjs',
});
await build({
  ...common,
  entryPoints: ['program.cjs'],
  platform: 'browser',
  format: 'iife',
  outfile: 'out/esbuild/browser.cjs',
});
