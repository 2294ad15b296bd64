import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { savePicture } from './save-picture.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'x-demo-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const origin = { service: 'tensorslab', model: 'seedreamv45', taskId: 'abcd_1234567890abcdef', number: 1 };
const bytes = Uint8Array.of(1, 2, 3);

test('a picture is named after where it came from', () => {
  const saved = savePicture(join(folder, 'new'), origin, { bytes, mediaType: 'image/png' });
  expect(saved).toEqual({ file: 'tensorslab-seedreamv45-90abcdef-1.png', pixels: undefined });
  expect(new Uint8Array(readFileSync(join(folder, 'new', saved.file)))).toEqual(bytes);
  expect(readdirSync(join(folder, 'new'))).toEqual([saved.file]);
});

test.each([
  [{ mediaType: 'image/jpeg' }, 'tensorslab-seedreamv45-90abcdef-1.jpg'],
  [{ mediaType: 'image/webp', number: 12 }, 'tensorslab-seedreamv45-90abcdef-12.webp'],
  [{ model: '../../etc/passwd', taskId: '../..' }, 'tensorslab-etcpasswd-x-1.png'],
  [{ model: '橘猫 2.5', mediaType: 'image/../x' }, 'tensorslab-橘猫25-90abcdef-1.x'],
])('%j becomes %s', (change, file) => {
  const { mediaType = 'image/png', ...rest } = change as { mediaType?: string };
  expect(savePicture(folder, { ...origin, ...rest }, { bytes, mediaType }).file).toBe(file);
  expect(readdirSync(folder)).toEqual([file]);
});
