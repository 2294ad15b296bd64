import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { providerFiles } from './provider-files.ts';
import type { ProviderNames } from './provider-names.ts';

/**
 * Writes a new provider into a checkout of the repository, and nothing over anything.
 *
 * @returns the paths that were written
 * @throws Error in words where a name is taken
 */
export async function writeProvider(root: string, names: ProviderNames): Promise<readonly string[]> {
  checkFree(root, names);
  const files = await providerFiles(root, names);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag: 'wx' });
  }
  return [...files.keys()];
}

function checkFree(root: string, { id, name }: ProviderNames): void {
  for (const path of [`packages/${id}`, `.changeset/${id}.md`]) {
    if (existsSync(join(root, path))) throw new Error(`"${id}" is taken: ${path} exists`);
  }
  for (const door of ['index', 'provider']) {
    const exported = readFileSync(join(root, 'packages', 'core', 'src', `${door}.ts`), 'utf8');
    if (new RegExp(`\\bcreate${name}\\b`).test(exported)) {
      throw new Error(
        `"${name}" is taken: @x/core has a create${name}; give another name: npx -y pnpm@10 create:provider ${id} ${name}AI`,
      );
    }
  }
}
