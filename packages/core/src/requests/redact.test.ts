import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { redact, safeCause } from './redact.ts';

const SECRET = 'sk-0123456789';
const seen = (error: Error | undefined): string => inspect(error, { depth: 10, showHidden: true });
const make = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);

describe('redact', () => {
  test('takes every secret out, everywhere', () => {
    expect(redact(`a ${SECRET} b ${SECRET} c other-secret`, [SECRET, 'other-secret'])).toBe(
      'a [redacted] b [redacted] c [redacted]',
    );
  });

  test('takes characters of patterns for what they are', () => {
    expect(redact('(a.b*c)+[d] a+b (axb*c)+[d]', ['(a.b*c)+[d]'])).toBe('[redacted] a+b (axb*c)+[d]');
    expect(redact('cost: $&$1$`$$$&', ['$&$1$`$$$&'])).toBe('cost: [redacted]');
  });

  test('leaves text alone that only looks short', () => {
    expect(redact('a cat', ['a', '', 'cat'])).toBe('a cat');
    expect(redact('nothing here', [SECRET])).toBe('nothing here');
  });
});

describe('a harmless error', () => {
  test.each([
    ['plain', make('fetch failed')],
    ['with a code and a system call', make('gone', { code: 'ECONNRESET', errno: -104, syscall: 'read' })],
    ['with a cause', new TypeError('fetch failed', { cause: make('inner', { code: 'ECONNREFUSED' }) })],
    ['of several tries', new AggregateError([make('v6'), make('v4', { code: 'ECONNREFUSED' })], 'all failed')],
    ['of the platform', new DOMException('The operation timed out.', 'TimeoutError')],
    ['with a list of texts', make('odd', { addresses: ['127.0.0.1', '::1'] })],
    ['with a cause that is text', new Error('outer', { cause: 'inner' })],
    ['with members that are undefined and null', make('odd', { a: undefined, b: null, [Symbol('c')]: 1n })],
  ])('%s is shown as it is', (_, error) => {
    expect(safeCause(error, [SECRET])).toBe(error);
  });
});

describe('an error that holds a secret', () => {
  const withStack = make('fine');
  withStack.stack = `Error: fine\n    at https://service.example/?key=${SECRET}`;
  const hidden = make('fine');
  Object.defineProperty(hidden, 'request', { value: `Bearer ${SECRET}`, enumerable: false });

  test.each([
    ['in its message', make(`bad key ${SECRET}`), 'bad key [redacted]'],
    ['in its stack', withStack, 'fine'],
    ['in its cause', new Error('outer', { cause: new Error('middle', { cause: make(`bad key ${SECRET}`) }) }), 'outer'],
    ['in one of several errors', new AggregateError([make('v6'), make(SECRET)], 'all failed'), 'all failed'],
    ['in a member', make('fine', { authorization: `Bearer ${SECRET}` }), 'fine'],
    ['in a list', make('fine', { headers: ['accept', '*/*', 'authorization', SECRET] }), 'fine'],
    ['in a member under a symbol', make('fine', { [Symbol('kept')]: SECRET }), 'fine'],
    ['in a member that nobody counts', hidden, 'fine'],
    ['in its code', make('fine', { code: `E${SECRET}` }), 'fine'],
    ['in a cause that is text', new Error('outer', { cause: SECRET }), 'outer'],
  ])('%s becomes a copy without it', (_, error, message) => {
    const copy = safeCause(error, [SECRET]);
    expect(copy).not.toBe(error);
    expect(copy?.message).toBe(message);
    expect(copy?.name).toBe(error.name);
    expect(seen(copy)).not.toContain(SECRET);
    expect(seen(error), 'the example itself has it').toContain(SECRET);
  });

  test('keeps its name, its code and its causes, redacted', () => {
    const cause = make(`refused ${SECRET}`, { code: 'ECONNREFUSED' });
    const copy = safeCause(Object.assign(new TypeError('fetch failed', { cause }), { code: 'E_OUTER' }), [SECRET]);
    expect(copy).toMatchObject({ name: 'TypeError', message: 'fetch failed', code: 'E_OUTER' });
    expect(copy?.cause).toMatchObject({ name: 'Error', message: 'refused [redacted]', code: 'ECONNREFUSED' });
  });

  test('is made of errors that are no proper ones, too: what a fetch rejects with must not cost an order', () => {
    class HttpError extends Error {
      override name!: string;
      override message!: string;
      readonly request = new Request('https://service.example/');
    }
    expect(safeCause(new HttpError(), [SECRET])).toMatchObject({ message: 'undefined' });
  });

  test('has no secret in its name either', () => {
    const error = Object.assign(new Error('failed'), { name: `Error of ${SECRET}` });
    expect(seen(safeCause(error, [SECRET]))).not.toContain(SECRET);
  });
});

describe('an error that holds an object', () => {
  const request = new Request('https://service.example/', { headers: { authorization: `Bearer ${SECRET}` } });

  test.each([
    ['a Request', make('failed', { code: 'E_HTTP', request })],
    ['a Request in a list', make('failed', { code: 'E_HTTP', args: [1, request] })],
    ['headers', make('failed', { code: 'E_HTTP', headers: request.headers })],
    ['a function', make('failed', { code: 'E_HTTP', retry: () => request })],
    ['options', make('failed', { code: 'E_HTTP', options: { key: SECRET } })],
    ['a Request deep in its causes', make('failed', { code: 'E_HTTP', cause: make('inner', { request }) })],
  ])('(%s) becomes a copy that keeps name and code', (_, error) => {
    error.name = 'HttpError';
    const copy = safeCause(error, []);
    expect(copy).not.toBe(error);
    expect(copy).toMatchObject({ name: 'HttpError', message: 'failed', code: 'E_HTTP' });
    expect(seen(copy)).not.toContain(SECRET);
    expect(seen(copy)).not.toContain('Request');
  });

  test('keeps no cause that is an object', () => {
    expect(safeCause(new Error('failed', { cause: request }), [])?.cause).toBeUndefined();
  });
});

describe('causes without an end', () => {
  test.each([
    ['itself', (error: Error) => error],
    ['an error whose cause it is', (error: Error) => new Error('between', { cause: error })],
  ])('(%s) come to one', (_, causeOf) => {
    const error = new Error('outer');
    error.cause = causeOf(error);
    expect(safeCause(error, [])?.message).toBe('outer');
  });

  test('a long row of causes too', () => {
    let error = new Error('innermost');
    for (let depth = 0; depth < 1_000; depth += 1) error = new Error('outer', { cause: error });
    expect(safeCause(error, [SECRET])?.message).toBe('outer');
  });
});

test.each([undefined, null, 'text', 42, { message: 'looks like one' }])('%o is no error', (value) => {
  expect(safeCause(value, [])).toBeUndefined();
});
