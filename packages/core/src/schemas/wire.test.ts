import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  anything,
  isPictureUrl,
  kindOfStatus,
  looseNumber,
  looseObject,
  looseText,
  optionals,
  parseInput,
  parseSettings,
  rule,
} from '../provider.ts';

describe('what services send is read with leniency', () => {
  const read = looseObject({ id: looseText, count: looseNumber, inner: looseObject({ name: looseText }) });
  const nothing = { id: undefined, count: undefined, inner: undefined };

  test.each([
    [
      { id: 't', count: 1, inner: { name: 'n' } },
      { id: 't', count: 1, inner: { name: 'n' } },
    ],
    [
      { id: 42, count: '1.5', inner: {} },
      { id: '42', count: 1.5, inner: { name: undefined } },
    ],
    [
      { id: '', count: ' 7 ', inner: { name: 1, more: [] }, more: 1 },
      { id: '', count: 7, inner: { name: '1' } },
    ],
    [{}, nothing],
    [{ id: null, count: null, inner: null }, nothing],
    [{ id: true, count: true, inner: 'text' }, nothing],
    [{ id: ['t'], count: [1], inner: 5 }, nothing],
    [{ id: { $oid: 't' }, count: '', inner: undefined }, nothing],
    [{ count: ' ' }, nothing],
    [{ count: 'many' }, nothing],
    [{ count: Infinity }, nothing],
    [{ count: '1e999' }, nothing],
    [{ count: NaN }, nothing],
    [{ inner: [{ name: 'n' }] }, nothing],
  ])('%j', (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  test.each([undefined, null, 'text', 42, true, [], [{ id: 't' }]])('%j is none at all', (value) => {
    expect(read(value)).toBeUndefined();
  });

  test('a list in the place of an object is none, whatever members it has', () => {
    expect(read(Object.assign([], { id: 't' }))).toBeUndefined();
  });

  test.each([null, 0, '', [1], { more: 'm' }])('%j is read as it is where anything will do', (value) => {
    expect(looseObject({ any: anything })({ any: value })).toStrictEqual({ any: value });
  });

  test('no member is taken from a prototype', () => {
    const value: unknown = Object.create({ id: 'inherited', count: 1 });
    expect(read(value)).toEqual(nothing);
    expect(looseObject({ constructor: anything })({})).toStrictEqual({ constructor: undefined });
  });

  test('nor is a prototype set', () => {
    const sent: unknown = JSON.parse('{ "id": "t", "__proto__": { "count": 1 } }');
    expect(read(sent)).toEqual({ ...nothing, id: 't' });
    const odd = looseObject({ ['__proto__']: anything })(sent);
    expect(Object.getPrototypeOf(odd)).toBe(Object.prototype);
  });
});

describe('a URL of a picture', () => {
  test.each(['https://p.example/a.png', 'http://p.example', 'HTTPS://P.EXAMPLE/图.png', 'https://p.example/a b.png'])(
    '%s is one',
    (value) => {
      expect(isPictureUrl(value)).toBe(true);
    },
  );

  test.each([
    '',
    'upload failed',
    'https://',
    'ftp://p.example/a.png',
    'data:image/png;base64,AAAA',
    '//p.example/a.png',
    ' https://p.example',
    null,
    undefined,
    42,
    ['https://p.example'],
  ])('%j is none', (value) => {
    expect(isPictureUrl(value)).toBe(false);
  });
});

describe('a status alone says', () => {
  test.each([
    [400, 'invalid-request'],
    [401, 'authentication'],
    [402, 'quota'],
    [403, 'permission'],
    [404, 'not-found'],
    [405, 'invalid-request'],
    [408, 'server'],
    [410, 'not-found'],
    [422, 'invalid-request'],
    [429, 'rate-limit'],
    [500, 'server'],
    [503, 'server'],
    [599, 'server'],
    [200, 'unknown'],
    [302, 'unknown'],
    [0, 'unknown'],
  ])('%i: %s', (status, kind) => {
    expect(kindOfStatus(status)).toBe(kind);
  });
});

describe('what users pass is checked strictly', () => {
  const text = rule((value) => typeof value === 'string', 'must be text');
  const schema = v.strictObject({
    name: text,
    box: v.optional(v.strictObject({ width: text, ...optionals(text, 'height') })),
    names: v.optional(v.array(text)),
  });
  const issuesOf = (value: unknown, root?: string): readonly string[] => {
    try {
      parseInput('fake', schema, value, root);
      return [];
    } catch (error) {
      return (error as { readonly issues: readonly { path: string; message: string }[] }).issues.map(
        ({ path, message }) => `${path}: ${message}`,
      );
    }
  };

  test('and comes back as it is', () => {
    const value = { name: 'n', box: { width: 'w', height: undefined } };
    expect(parseInput('fake', schema, value)).toBe(value);
    expect(parseSettings('fake', schema, value)).toBe(value);
  });

  test.each<readonly [unknown, readonly string[]]>([
    [{}, ['name: is required']],
    [{ name: 1 }, ['name: must be text']],
    [{ name: 'n', nmae: 'n' }, ['nmae: is not known here']],
    [{ name: 'n', box: {} }, ['box.width: is required']],
    [
      { name: 'n', box: { width: 1, height: 2, depth: 3 } },
      ['box.width: must be text', 'box.height: must be text', 'box.depth: is not known here'],
    ],
    [{ name: 'n', box: 'wide' }, ['box: must be an object']],
    [{ name: 'n', box: null }, ['box: must be an object']],
    [{ name: 'n', names: 'n' }, ['names: must be a list']],
    [{ name: 'n', names: ['n', 1] }, ['names.1: must be text']],
  ])('%j', (value, issues) => {
    expect(issuesOf(value)).toEqual(issues);
    expect(issuesOf(value, 'ref')).toEqual(issues.map((issue) => `ref.${issue}`));
  });

  test.each([undefined, null, 'text', 42])('%j is no object', (value) => {
    expect(issuesOf(value, 'ref')).toEqual([value === undefined ? 'ref: is required' : 'ref: must be an object']);
    expect(() => parseSettings('fake', schema, value)).toThrow(expect.objectContaining({ code: 'configuration' }));
  });

  test('settings as well, and no value is shown', () => {
    const check = (): unknown => parseSettings('fake', schema, { name: 'n', box: { width: ['a secret'] } });
    expect(check).toThrow('fake: box.width: must be text');
    expect(check).not.toThrow('a secret');
  });
});
