import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './turbo.ts';

/** Members of vectors and settings that are secret, though they are throw-away. */
const SECRET_NAMES = /^(apiKey|apiV3Key|secretKey|eventSignKey|privateKey|\w*PrivateKey\w*|signature|authorization)$/;

/** What no log has to show, whoever made it. */
const SHAPES: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  // 256 bytes of RSA-2048 in Base64.
  ['a signature of WeChat Pay', /[A-Za-z0-9+/]{342}==/],
  ['a signature of Tencent Cloud', /Signature=[0-9a-f]{64}/],
  ['a key in a header', /authorization["':\s]+(Bearer|WECHATPAY2|TC3)[ -]\S{8}/i],
];

/** What is used of the built sandbox: the root depends on none of our packages. */
interface SandboxModule {
  createSandbox(): Promise<{ readonly settings: object; close(): Promise<void> }>;
}

/** Shorter texts are found everywhere. */
const SHORTEST = 12;

/**
 * What in the output of the tests is a key, a signature or a header that proves who we are: the keys of the vectors, those of
 * the sandbox, and everything of their form. Errors, events and logs go through that output when a test fails or prints.
 */
export async function findSecrets(output: string): Promise<readonly string[]> {
  // Colours must not hide anything.
  // oxlint-disable-next-line no-control-regex -- that is what they begin with
  const text = output.replaceAll(/\u001b\[[\d;]*m/g, '');
  const found = SHAPES.filter(([, shape]) => shape.test(text)).map(([what]) => what);
  const known = new Map<string, string>();
  for (const file of ['wechatpay-keys', 'wechatpay', 'wechatpay-merchant', 'tc3']) {
    collect(JSON.parse(readFileSync(join(root, `tools/payloads/vectors/${file}.json`), 'utf8')), file, known);
  }
  const { createSandbox } = (await import(join(root, 'packages/sandbox/dist/index.js'))) as SandboxModule;
  const sandbox = await createSandbox();
  collect(sandbox.settings, 'sandbox.settings', known);
  await sandbox.close();
  if (known.size < 20) throw new Error('The keys to search for were not found: has a file been renamed?');
  for (const [secret, path] of known) if (text.includes(secret)) found.push(path);
  return found;
}

function collect(value: unknown, path: string, known: Map<string, string>, isSecret = false): void {
  if (typeof value === 'string' && isSecret) {
    // Of a PEM any line will do; of a long text its middle.
    for (const line of value.split('\n')) if (line.length >= SHORTEST && !line.includes('-----')) known.set(line, path);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      collect(member, `${path}.${name}`, known, isSecret || SECRET_NAMES.test(name));
    }
  }
}
