import type { TaskRef } from '@x/core';
import { expect, test } from 'vitest';
import { type KnownRefs, rememberRef } from './remember-ref.ts';

const refOf = (id: number, model = 'GEM'): TaskRef => ({
  version: 1,
  provider: 'vod-aigc',
  kind: 'image',
  id: String(id),
  params: { site: 'intl', subAppId: '1', model },
  submittedAt: '2026-01-01T00:00:00.000Z',
});

test('10,000 refs are remembered, and the oldest are forgotten first', () => {
  const refs: KnownRefs = new Map();
  for (let id = 0; id < 10_000; id += 1) rememberRef(refs, refOf(id));
  rememberRef(refs, refOf(0, 'GG'));
  expect(refs.size).toBe(10_000);
  for (let id = 10_000; id < 10_100; id += 1) rememberRef(refs, refOf(id));
  expect(refs.size).toBe(10_000);
  expect(refs.get('0')?.params?.['model'], 'used of late').toBe('GG');
  expect([refs.has('1'), refs.has('100'), refs.has('101'), refs.has('10099')]).toEqual([false, false, true, true]);
});
