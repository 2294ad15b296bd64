import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The package with all it needs as one script, from the sources: a global `wxpay`. */
export async function bundleOfPackage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path('../index.ts')],
    alias: {
      '@x/core/provider': path('../../../core/src/provider.ts'),
      '@x/core': path('../../../core/src/index.ts'),
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'wxpay',
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('\n');
}
