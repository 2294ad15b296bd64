import { join } from 'node:path';
import { build, type BuildFailure } from 'esbuild';
import { doors, readManifest } from './manifest.ts';
import type { Problems } from './report.ts';

/** Texts that only the named packages may contain: a client does not carry another service's signature. */
const signatures: Readonly<Record<string, readonly string[]>> = {
  'TC3-HMAC-SHA256': ['@x/tencent-cloud', '@x/vod-aigc', '@x/mps-aigc'],
  'WECHATPAY2-': ['@x/wxpay-coupon-image'],
};

/** Bundles each door alone, with all it needs, as a browser would get it. */
export async function checkBrowserBundle(folder: string): Promise<Problems> {
  const manifest = readManifest(folder);
  const problems: string[] = [];
  for (const { name, file } of doors(manifest)) {
    const door = name === '' ? manifest.name : `${manifest.name}/${name}`;
    try {
      const { outputFiles, metafile } = await build({
        entryPoints: [join(folder, file)],
        bundle: true,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        metafile: true,
        write: false,
        logLevel: 'silent',
      });
      const text = outputFiles.map((output) => output.text).join('\n');
      // Not imported, but asked for at run time.
      if (/["'`]node:/.test(text)) problems.push(`${door} names a module of Node's`);
      const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
      for (const path of imports) problems.push(`${door} imports ${path} from outside the bundle`);
      for (const [signature, owners] of Object.entries(signatures)) {
        if (text.includes(signature) && !owners.includes(manifest.name)) problems.push(`${door} contains ${signature}`);
      }
    } catch (error) {
      // A module of Node's is one that esbuild cannot resolve for a browser.
      problems.push(...(error as BuildFailure).errors.map((message) => `${door}: ${message.text}`));
    }
  }
  return problems;
}
