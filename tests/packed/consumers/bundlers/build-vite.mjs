import { build } from 'vite';

const common = { logLevel: 'warn', configFile: false, envDir: false };
const output = (name) => ({
  outDir: `out/vite-${name}`,
  rollupOptions: { input: 'program.mjs', output: { entryFileNames: 'program.mjs' } },
});
await build({ ...common, build: { ...output('server'), ssr: true }, ssr: { noExternal: true } });
await build({
  ...common,
  define: { 'process.env.SETTINGS': 'globalThis.process.env.SETTINGS' },
  build: { ...output('browser'), modulePreload: false },
});
