import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** A package with all it needs as one script, from the sources: a global of this name. */
export async function bundleOf(index: URL, globalName: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(index)],
    alias: {
      '@x/core/provider': path('../../../packages/core/src/provider.ts'),
      '@x/core': path('../../../packages/core/src/index.ts'),
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName,
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('\n');
}
