import { describe, expect, test } from 'vitest';
import { talk } from './testing/talk.ts';

describe('exact integers', () => {
  const text = (body: string): Response => new Response(`{"Response":${body}}`);

  test('beyond 2^53 are bigint in a result, all others numbers', async () => {
    const body =
      '{"Id":12345678901234567890,"Least":-9007199254740993,"Safe":9007199254740991,"List":[9007199254740992],' +
      '"Small":7,"Half":0.12345678901234567,"Far":1e21,"Text":"12345678901234567890","RequestId":"r-2"}';
    const { call } = talk(() => text(body));
    expect(await call('DescribeZones', {})).toEqual({
      result: {
        Id: 12_345_678_901_234_567_890n,
        Least: -9_007_199_254_740_993n,
        Safe: 9_007_199_254_740_991,
        List: [9_007_199_254_740_992n],
        Small: 7,
        Half: Number('0.12345678901234567'),
        Far: 1e21,
        Text: '12345678901234567890',
        RequestId: 'r-2',
      },
      requestId: 'r-2',
    });
  });

  test('a payload may have them', async () => {
    const { call, sent } = talk();
    await call('DescribeZones', {
      Id: 12_345_678_901_234_567_890n,
      Nested: [{ Small: 5n, Text: '5n' }],
      Not: undefined,
    });
    expect(sent[0]?.body).toBe('{"Id":12345678901234567890,"Nested":[{"Small":5,"Text":"5n"}]}');
  });

  test('also in programs that teach bigint to become a text', async () => {
    Object.defineProperty(BigInt.prototype, 'toJSON', {
      configurable: true,
      value(this: bigint) {
        return String(this);
      },
    });
    try {
      const { call, sent } = talk();
      await call('DescribeZones', { Id: 5n });
      expect(sent[0]?.body).toBe('{"Id":5}');
    } finally {
      Reflect.deleteProperty(BigInt.prototype, 'toJSON');
    }
  });

  test('what a program sends comes back as it was', async () => {
    const { call, sent } = talk((index) => text(index === 0 ? '{"Id":18446744073709551615}' : '{}'));
    const { result } = await call<{ readonly Id: bigint }>('DescribeZones', {});
    await call('DescribeInstances', result);
    expect(sent[1]?.body).toBe('{"Id":18446744073709551615}');
  });
});
