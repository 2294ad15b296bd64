import { join } from 'node:path';
import { must } from './processes.ts';

/** Checks a folder outside the workspace with the workspace's own compiler; its tools must have been installed. */
export async function checkTypes(folder: string): Promise<void> {
  const tsc = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
  await must(process.execPath, [tsc, '-p', '.'], { cwd: folder, env: process.env });
}
