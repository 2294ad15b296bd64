import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { md5 } from './md5.ts';

describe('MD5', () => {
  // RFC 1321, A.5.
  test.each([
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['a', '0cc175b9c0f1b6a831c399e269772661'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'd174ab98d277d9f5a5611c2c9f419d9f'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      '57edf4a22be3c955ac49da2e2107b67a',
    ],
  ])('of %j', (text, expected) => {
    expect(md5(text)).toBe(expected);
  });

  test('is that of Node, at every length around the ends of blocks, and of other scripts', () => {
    const texts = Array.from({ length: 260 }, (_, length) => 'a'.repeat(length));
    for (const text of [...texts, '一只戴墨镜的橘猫', '🐈‍⬛\u2028', 'x'.repeat(100_000)]) {
      expect(md5(text)).toBe(createHash('md5').update(text).digest('hex'));
    }
  });
});
