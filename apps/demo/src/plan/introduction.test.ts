import { expect, test } from 'vitest';
import { connectReal } from '../connections/connect-real.ts';
import { services } from '../services/index.ts';
import { tensorslab } from '../services/tensorslab.ts';
import { introduction } from './introduction.ts';

const lines = (baseUrl?: string): readonly string[] => {
  const real = tensorslab.real({ TENSORSLAB_API_KEY: 'k', TENSORSLAB_BASE_URL: baseUrl });
  if (real === undefined) return expect.fail();
  const wishes = [{ model: 'zimage', prompt: '猫', count: 3 }];
  return introduction([{ service: tensorslab, real: connectReal(tensorslab, real), wishes }]);
};

test('a real service: that it is one, where it is, that it costs money', () => {
  expect(lines()).toEqual([
    'TensorsLab: TENSORSLAB_API_KEY is set, so this is the REAL service',
    '  at https://api.tensorslab.com',
    '  Sending 1 task for 3 pictures, which costs money.',
  ]);
});

test('an address of this machine is not called the real service', () => {
  expect(lines('http://127.0.0.1:4713')).toEqual([
    'TensorsLab at http://127.0.0.1:4713, an address of this machine (a sandbox?)',
    '  Sending 1 task for 3 pictures, which costs money only if a relay is there.',
  ]);
});

test('without keys: nothing is paid, and how that changes, within 80 columns', () => {
  const told = introduction(services.map((service) => ({ service, wishes: service.sandboxTasks })));
  expect(told).toHaveLength(services.length + 1);
  expect(told.slice(0, -1).every((line) => line.endsWith('in the sandbox in this process; nothing is paid.'))).toBe(
    true,
  );
  expect(told.at(-1)).toBe('To use a real service (it costs money), set its key: npx -y pnpm@10 demo --help');
  expect(Math.max(...told.map(({ length }) => length))).toBeLessThanOrEqual(80);
});
