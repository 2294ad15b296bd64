import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decryptWechatPay, verifyWechatPay } from './index.ts';
import { pemOf, vectors } from './testing/vectors.ts';

const { material, notifications, aead } = vectors;
const [genuine] = notifications;
const [sealed] = aead;
if (genuine === undefined || sealed === undefined) throw new Error('the vectors are not what they were');

const keys = {
  [material.publicKeyId]: pemOf('wechatpayPublicKey'),
  [material.platformSerial]: pemOf('platformPublicKey'),
};
const { body } = genuine;
const headers = Object.fromEntries(Object.entries(genuine.headers).map(([name, value]) => [name.toLowerCase(), value]));
const signature = headers['wechatpay-signature'] ?? '';

type Message = { readonly headers: Readonly<Record<string, string>>; readonly body: string | Uint8Array };

const verdictOn = (message: Message): Promise<string> =>
  verifyWechatPay({ ...message, keys, now: new Date(genuine.now * 1_000) }).then(
    () => 'taken',
    ({ name, reason }: { readonly name: string; readonly reason?: string }) => reason ?? name,
  );
const opened = (changed: Partial<Record<'ciphertext' | 'nonce' | 'associatedData', string>>): Promise<string> =>
  decryptWechatPay({ ...sealed, associatedData: sealed.associated_data, ...changed }, sealed.apiV3Key).then(
    () => 'taken',
    ({ name, reason }: { readonly name: string; readonly reason?: string }) => reason ?? name,
  );

/** The text with one bit of one character changed. */
const flipCharacter = (text: string, at: number): string => {
  const index = Math.floor(at / 7) % text.length;
  const flipped = String.fromCharCode(text.charCodeAt(index) ^ (1 << (at % 7)));
  return text.slice(0, index) + flipped + text.slice(index + 1);
};
const flipByte = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = bytes.slice();
  const index = Math.floor(at / 8) % copy.length;
  copy[index] = (copy[index] ?? 0) ^ (1 << (at % 8));
  return copy;
};
/** Base64 of the same bytes with one bit changed. */
const flipDecoded = (base64: string, at: number): string =>
  Buffer.from(flipByte(Buffer.from(base64, 'base64'), at)).toString('base64');

const withHeader = (name: string, value: string): Message => ({ headers: { ...headers, [name]: value }, body });
const flippedHeader = (name: string, at: number): Message => withHeader(name, flipCharacter(headers[name] ?? '', at));

/** Same seed, same bits: what fails once fails again. */
const eachBit = (check: (at: number) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(fc.nat(50_000), check), { seed: 20_260_101, numRuns: 150 });

test('what is not touched is taken', async () => {
  expect(await verdictOn({ headers, body })).toBe('taken');
  expect(await opened({})).toBe('taken');
});

describe('whoever changes one bit', () => {
  test.each<[string, (at: number) => Message, readonly string[]]>([
    ['the body', (at) => ({ headers, body: flipByte(new TextEncoder().encode(body), at) }), ['signature']],
    ['the time', (at) => flippedHeader('wechatpay-timestamp', at), ['timestamp', 'signature']],
    ['the nonce', (at) => flippedHeader('wechatpay-nonce', at), ['signature']],
    ['the serial number', (at) => flippedHeader('wechatpay-serial', at), ['unknown-serial']],
    ['the signature', (at) => withHeader('wechatpay-signature', flipDecoded(signature, at)), ['signature']],
    ['the text of the signature', (at) => flippedHeader('wechatpay-signature', at), ['signature']],
  ])('of %s is refused', async (_, change, reasons) => {
    await eachBit(async (at) => {
      expect(reasons).toContain(await verdictOn(change(at)));
    });
  });

  test.each<[string, (at: number) => Parameters<typeof opened>[0]]>([
    ['the ciphertext, or its tag', (at) => ({ ciphertext: flipDecoded(sealed.ciphertext, at) })],
    ['the text of the ciphertext', (at) => ({ ciphertext: flipCharacter(sealed.ciphertext, at) })],
    ['the nonce', (at) => ({ nonce: flipCharacter(sealed.nonce, at) })],
    ['the associated data', (at) => ({ associatedData: flipCharacter(sealed.associated_data, at) })],
  ])('of %s gets nothing out of it', async (_, change) => {
    await eachBit(async (at) => {
      expect(await opened(change(at))).toBe('decryption');
    });
  });

  test('of each of the 16 bytes of the tag gets nothing out of it', async () => {
    const bits = (Buffer.from(sealed.ciphertext, 'base64').length - 16) * 8;
    for (let bit = 0; bit < 128; bit += 1) {
      expect(await opened({ ciphertext: flipDecoded(sealed.ciphertext, bits + bit) })).toBe('decryption');
    }
  });
});

describe('Base64 that an encoder would not write', () => {
  /** The same bytes in other words: bits that are thrown away, no padding, blanks, the alphabet of URLs. */
  const otherWords = (text: string): readonly string[] => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const bare = text.replace(/=+$/, '');
    const last = alphabet[alphabet.indexOf(bare.at(-1) ?? '') ^ 1] ?? '';
    const padding = text.slice(bare.length);
    return [
      bare.slice(0, -1) + last + padding,
      bare,
      `${text}=`,
      ` ${text}`,
      `${text}\n`,
      `${text.slice(0, 8)} ${text.slice(8)}`,
      text.replaceAll('+', '-').replaceAll('/', '_'),
    ];
  };

  test('is no signature', async () => {
    expect(signature).toMatch(/==$/);
    for (const words of otherWords(signature)) {
      expect(await verdictOn(withHeader('wechatpay-signature', words)), words.slice(-8)).toBe('signature');
    }
  });

  test('is no ciphertext', async () => {
    expect(sealed.ciphertext).toMatch(/[+/].*=$/);
    for (const words of otherWords(sealed.ciphertext)) expect(await opened({ ciphertext: words })).toBe('decryption');
  });
});

describe('a header', () => {
  test.each(['serial', 'timestamp', 'nonce', 'signature'])(
    '%s that is absent, empty or there twice is missing',
    async (name) => {
      const { [`wechatpay-${name}`]: value = '', ...others } = headers;
      expect(await verdictOn({ headers: others, body })).toBe('missing-header');
      expect(await verdictOn(withHeader(`wechatpay-${name}`, ''))).toBe('missing-header');
      const twice = { ...headers, [`wechatpay-${name}`]: [value, value] } as never;
      expect(await verdictOn({ headers: twice, body })).toBe('missing-header');
    },
  );
});
