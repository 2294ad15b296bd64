import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();
process.on('exit', removeTemporaryFolders);

/** A folder of its own that is gone when the process ends. */
export function temporaryFolder(): string {
  // Its real path: where the temporary folder is a link, tools would name files by another one than we do.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'x-checks-')));
  folders.add(folder);
  return folder;
}

/** Removes them before: for tests, whose processes are ended from outside. */
export function removeTemporaryFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}
