import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** What somebody gets who imports these names and nothing else. */
async function bundle(names: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names} } from './index.ts';`, resolveDir: path('vod-aigc/src'), loader: 'ts' },
    alias: {
      '@x/core': path('core/src/index.ts'),
      '@x/core/provider': path('core/src/provider.ts'),
      '@x/tencent-cloud': path('tencent-cloud/src/index.ts'),
      '@x/tencent-cloud/provider': path('tencent-cloud/src/provider.ts'),
    },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('\n');
}

test('who takes the gateway’s client alone gets no TC3, no MD5 and nothing of Tencent’s own API', async () => {
  const text = await bundle('createVodAigcGateway');
  expect(text).toContain('/tencent-vod/v1/aigc-image');
  for (const foreign of ['TC3-HMAC-SHA256', '0x67452301', '1732584193', 'DescribeTaskDetail', 'PullEvents']) {
    expect(text).not.toContain(foreign);
  }
});

test('who takes the direct client alone gets no gateway', async () => {
  const text = await bundle('createVodAigc');
  expect(text).toContain('TC3-HMAC-SHA256');
  expect(text).not.toContain('tencent-vod');
});
