import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { root } from '../../../scripts/turbo.ts';

/** A repository with as much in it as a new provider is made from; gone after the test. */
export function temporaryRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'x-create-provider-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const path of ['packages', '.changeset']) mkdirSync(join(folder, path));
  for (const path of ['packages/core', 'packages/tensorslab'])
    symlinkSync(join(root, path), join(folder, path), 'junction');
  copyFileSync(join(root, '.prettierrc.json'), join(folder, '.prettierrc.json'));
  return folder;
}
