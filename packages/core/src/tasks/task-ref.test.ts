import { describe, expect, test } from 'vitest';
import { InputError, parseTaskRef, type TaskRef } from '../index.ts';
import { createWorld } from '../testing/world.ts';

const ref: TaskRef = {
  version: 1,
  provider: 'fake',
  kind: 'image',
  id: 'task-42',
  params: { account: 'one', region: 'north' },
  submittedAt: '2026-01-01T00:00:00.000Z',
};
const { params: _, ...bare } = ref;

/** The issues with which a value is refused. */
function issuesOf(parse: () => unknown): InputError['issues'] {
  try {
    parse();
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  return [];
}
const pathsOf = (value: unknown): readonly string[] => issuesOf(() => parseTaskRef(value)).map(({ path }) => path);

describe('parseTaskRef', () => {
  test.each([
    ['an object', ref],
    ['one without params', bare],
    ['one whose params are undefined', { ...ref, params: undefined }],
    ['one of a client that core does not know', { ...ref, provider: 'somebody-else' }],
    ['an id of 512 characters', { ...ref, id: 'x'.repeat(512) }],
    ['an id of odd characters', { ...ref, id: '任务 / ../?#\u0000' }],
    ['a time without milliseconds, in another zone', { ...ref, submittedAt: '2026-01-01T08:00:00+08:00' }],
  ])('takes %s', (_name, value) => {
    expect(parseTaskRef(value)).toEqual(value);
    expect(parseTaskRef(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
    expect(parseTaskRef(JSON.parse(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  test('keeps all digits of an id that was stored as a number', () => {
    const text = JSON.stringify(ref).replace('"task-42"', '1234567890123456789012');
    expect(parseTaskRef(text).id).toBe('1234567890123456789012');
  });

  test.each([
    ['another version', { ...ref, version: 2 }, ['ref.version']],
    ['a version as text', { ...ref, version: '1' }, ['ref.version']],
    ['another kind', { ...ref, kind: 'video' }, ['ref.kind']],
    ['an empty provider', { ...ref, provider: '' }, ['ref.provider']],
    ['an empty id', { ...ref, id: '' }, ['ref.id']],
    ['a number for an id', { ...ref, id: 42 }, ['ref.id']],
    ['an id of 513 characters', { ...ref, id: 'x'.repeat(513) }, ['ref.id']],
    ['an id of ten million characters', { ...ref, id: 'x'.repeat(10_000_000) }, ['ref.id']],
    ['an id that leads upwards', { ...ref, id: '..' }, ['ref.id']],
    ['an id that cannot be encoded', { ...ref, id: 'a\ud800b' }, ['ref.id']],
    ['an id that is a list', { ...ref, id: ['t'] }, ['ref.id']],
    ['an id that is an object with toString', { ...ref, id: { toString: () => 't' } }, ['ref.id']],
    ['params that are text', { ...ref, params: 'one' }, ['ref.params']],
    ['params that are null', { ...ref, params: null }, ['ref.params']],
    ['params that are a list', { ...ref, params: ['one'] }, ['ref.params']],
    ['params that are a function', { ...ref, params: () => 'one' }, ['ref.params']],
    ['params with a number', { ...ref, params: { account: 1 } }, ['ref.params']],
    ['params with an empty text', { ...ref, params: { account: '' } }, ['ref.params']],
    ['params with a long text', { ...ref, params: { account: 'x'.repeat(513) } }, ['ref.params']],
    ['nested params', { ...ref, params: { account: { name: 'one' } } }, ['ref.params']],
    ['a date that is none', { ...ref, submittedAt: 'yesterday' }, ['ref.submittedAt']],
    ['a date without a time', { ...ref, submittedAt: '2026-01-01' }, ['ref.submittedAt']],
    ['a month that there is not', { ...ref, submittedAt: '2026-13-01T00:00:00Z' }, ['ref.submittedAt']],
    ['a Date', { ...ref, submittedAt: new Date() }, ['ref.submittedAt']],
    ['milliseconds', { ...ref, submittedAt: Date.now() }, ['ref.submittedAt']],
    ['a field that nobody knows', { ...ref, secret: 'x' }, ['ref.secret']],
    ['a field named __proto__', JSON.parse(`{"__proto__":{"version":1},${JSON.stringify(ref).slice(1)}`), ['ref.__proto__']],
    ['a field named constructor', { ...ref, constructor: 'x' }, ['ref.constructor']],
    ['nothing in it', {}, ['ref.version', 'ref.kind', 'ref.provider', 'ref.id', 'ref.submittedAt']],
    ['several faults', { ...ref, version: 0, id: '', params: [1] }, ['ref.version', 'ref.id', 'ref.params']],
  ])('refuses %s, and says where', (_name, value: unknown, paths) => {
    expect([...pathsOf(value)].sort()).toEqual([...paths].sort());
  }); // prettier-ignore

  test.each([
    ['undefined', undefined],
    ['null', null],
    ['a number', 42],
    ['true', true],
    ['a list', [ref]],
    ['an empty list', []],
    ['a function', () => ref],
    ['a symbol', Symbol('ref')],
    ['empty text', ''],
    ['text that is no JSON', '{"version":1'],
    ['text that is null', 'null'],
    ['text in text', JSON.stringify(JSON.stringify(ref))],
    ['a list as text', JSON.stringify([ref])],
  ])('refuses %s', (_name, value: unknown) => {
    expect(() => parseTaskRef(value)).toThrow(InputError);
    expect(pathsOf(value).length).toBeGreaterThan(0);
  });

  test('tells what kind of error it is, and shows no value', () => {
    const leak = 'x'.repeat(600);
    const refuse = (): unknown => parseTaskRef({ ...ref, id: leak, [`unknown`]: leak });
    expect(refuse).toThrow(
      expect.objectContaining({ code: 'input', provider: 'core', submission: 'none', retryable: false }),
    );
    expect(refuse).toThrow(expect.not.objectContaining({ message: expect.stringContaining(leak) as string }));
  });

  test('changes no prototype', () => {
    const hostile = `{"__proto__":{"polluted":true},${JSON.stringify({ ...ref, params: undefined }).slice(1, -1)},"params":{"__proto__":"x"}}`;
    expect(() => parseTaskRef(hostile)).toThrow(InputError);
    expect('polluted' in {}).toBe(false);
  });
});

describe('resume, get and expedite', () => {
  test('check what a client’s own refs must hold, before any request', async () => {
    const { images, service } = createWorld();
    const broken: readonly (readonly [TaskRef, string])[] = [
      [{ ...ref, provider: 'another' }, 'ref.provider'],
      [{ ...ref, params: { account: 'two', region: 'north' } }, 'ref.params.account'],
      [{ ...ref, params: { account: 'one' } }, 'ref.params.region'],
      [{ ...ref, params: { account: 'one', region: 'north', more: 'x' } }, 'ref.params.more'],
      [bare, 'ref.params.account'],
      [undefined as never, 'ref'],
    ];
    for (const [value, path] of broken) {
      expect(issuesOf(() => images.resume(value)).map((issue) => issue.path)).toContain(path);
      expect(issuesOf(() => images.expedite(value)).map((issue) => issue.path)).toContain(path);
      await expect(images.get(value)).rejects.toMatchObject({ code: 'input', provider: 'fake', submission: 'none' });
    }
    expect(service.requests).toEqual([]);
  });

  test('a handle is stored as its ref', () => {
    const { images } = createWorld();
    const task = images.resume(ref);
    expect(JSON.parse(JSON.stringify(task))).toEqual(ref);
    expect(task.toJSON()).toBe(task.ref);
    expect(task.snapshot).toBeUndefined();
    expect('then' in task).toBe(false);
  });
});
