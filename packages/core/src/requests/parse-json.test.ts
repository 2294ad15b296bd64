import { describe, expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

describe('integers beyond 2^53', () => {
  test.each([
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['[9007199254740993,1,-12345678901234567890]', ['9007199254740993', 1, '-12345678901234567890']],
    ['{"a":{"b":[{"c":18446744073709551615}]}}', { a: { b: [{ c: '18446744073709551615' }] } }],
    ['{ "a" : 12345678901234567890 , "b" : 2 }', { a: '12345678901234567890', b: 2 }],
    [`{"a":${'9'.repeat(400)}}`, { a: '9'.repeat(400) }],
  ])('%s come out as they were written', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each([
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
    ['1000000000000000', 1e15],
    ['[1,0,-1]', [1, 0, -1]],
  ])('%s is within, and a number', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });
});

describe('what is no such integer stays as JSON.parse has it', () => {
  test.each([
    // 0.1 + 0.2, as any service writes it.
    '{"progress":0.30000000000000004}',
    '{"progress":0.12345678901234567890}',
    '{"progress":-0.99999999999999999999}',
    '{"x":12345678901234567890.5}',
    '{"x":1234567890.12345678901234567890}',
    '{"x":1.7976931348623157e308}',
    '{"x":12345678901234567890e2}',
    '{"x":12345678901234567890E-2}',
    '{"x":1.2345678901234567890123e+5}',
    '{"x":"12345678901234567890"}',
    '{"x":"id 12345678901234567890, \\"12345678901234567890\\""}',
    '{"x":"\\\\","y":"12345678901234567890\\\\"}',
    '{"x":"\\u0022 12345678901234567890"}',
    '{"12345678901234567890":"key"}',
    '["12345678901234567890.5","-12345678901234567890"]',
  ])('%s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
    expect(JSON.parse(text), 'the example itself is JSON').toBeDefined();
  });

  test.each(['null', 'true', '""', '{}', '[]', ' {"a" : [ ] } '])('%s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});

describe('mixed with each other', () => {
  test('a fraction does not hide the integer beside it', () => {
    expect(parseJson('{"a":0.30000000000000004,"b":12345678901234567890,"c":"x"}')).toEqual({
      a: 0.30000000000000004,
      b: '12345678901234567890',
      c: 'x',
    });
  });

  test('nor does a string with quotes in it', () => {
    expect(parseJson('{"a":"\\"","b":12345678901234567890,"c":"\\\\"}')).toEqual({
      a: '"',
      b: '12345678901234567890',
      c: '\\',
    });
  });
});

describe('each string is changed', () => {
  const change = (value: string): string => value.replaceAll('sk-1', '[gone]');

  test.each([
    ['{"a":"sk-1","b":["x sk-1"]}', { a: '[gone]', b: ['x [gone]'] }],
    ['{"a":"\\u0073k-1"}', { a: '[gone]' }],
    ['{"a":"sk\\u002d1","b":12345678901234567890}', { a: '[gone]', b: '12345678901234567890' }],
    ['{"a":"\\\\","b":{"c":"sk-1"}}', { a: '\\', b: { c: '[gone]' } }],
    ['{"a":"b","c":1}', { a: 'b', c: 1 }],
  ])('in %s', (text, value) => {
    expect(parseJson(text, change)).toEqual(value);
  });
});

describe('what is no JSON is undefined', () => {
  test.each([
    '',
    ' ',
    '<html><body>12345678901234567890</body></html>',
    '{"a":',
    '{"a":12345678901234567890',
    '{"a":"12345678901234567890',
    'undefined',
    '{a:12345678901234567890}',
    '12345678901234567890abc',
    '{"a":1}{"b":2}',
  ])('%s', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });
});

// Bodies of up to 10 MiB are read; each of these takes milliseconds, or blocks the process for minutes.
describe('long bodies', () => {
  const long = 'x'.repeat(8_000_000);

  test.each([
    ['one string', long],
    ['a string of escapes', '\\n'.repeat(4_000_000)],
    ['a string of quotes', '\\"'.repeat(4_000_000)],
    ['a string of digits', '1'.repeat(8_000_000)],
    ['Chinese', '图'.repeat(2_000_000)],
  ])('with a big integer and %s of megabytes', (_, text) => {
    const value = parseJson(`{"id":12345678901234567890,"text":"${text}","last":98765432109876543210}`);
    expect(value).toMatchObject({ id: '12345678901234567890', last: '98765432109876543210' });
    expect((value as { readonly text: string }).text === JSON.parse(`"${text}"`)).toBe(true);
  });

  test.each([
    ['of digits with a fraction', `{"a":${'1'.repeat(50_000)}.5}`, true],
    ['of digits with an exponent', `{"a":${'1'.repeat(50_000)}e1}`, true],
    ['that is a string without an end', `{"a":12345678901234567890,"b":"${'\\"'.repeat(50_000)}`, false],
    ['of digits after a fraction', `{"a":0.${'1'.repeat(50_000)}}`, true],
  ])('%s are no trap', { timeout: 1_000 }, (_, text, isJson) => {
    expect(parseJson(text) !== undefined).toBe(isJson);
  });
});
