import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { type ProviderNames, rename, TEMPLATE_NAMES } from './provider-names.ts';

const template = fileURLToPath(new URL('../template/', import.meta.url));

/** The provider whose configuration is everybody's: what the gates ask for, it has. */
const MODEL: ProviderNames = { id: 'tensorslab', name: 'TensorsLab' };

/** Everything that a new provider adds to the repository: texts by path, formatted. */
export async function providerFiles(root: string, names: ProviderNames): Promise<ReadonlyMap<string, string>> {
  const files = new Map([
    ...configurationFiles(root, names),
    ...templateFiles(names),
    [`packages/${names.id}/package.json`, manifest(root, names)] as const,
  ]);
  const formatted = [...files].map(async ([path, text]) => {
    const filepath = join(root, path);
    // Names have lengths of their own, so lines break elsewhere.
    return [path, await format(text, { ...(await resolveConfig(filepath)), filepath })] as const;
  });
  return new Map(await Promise.all(formatted));
}

function templateFiles(names: ProviderNames): readonly (readonly [path: string, text: string])[] {
  return globSync('**/*.{md,ts}', { cwd: template }).map((file) => {
    const path = rename(file.replaceAll('\\', '/'), TEMPLATE_NAMES, names);
    const text = rename(readFileSync(join(template, file), 'utf8'), TEMPLATE_NAMES, names);
    return [path === 'changeset.md' ? `.changeset/${names.id}.md` : `packages/${names.id}/${path}`, text];
  });
}

/** `tsconfig.json` and the like: copied, not kept twice. */
function configurationFiles(root: string, names: ProviderNames): readonly (readonly [path: string, text: string])[] {
  const folder = join(root, 'packages', MODEL.id);
  return globSync(['*.json', '.*.json', '*.config.ts'], { cwd: folder })
    .filter((file) => basename(file) !== 'package.json')
    .map((file) => [`packages/${names.id}/${file}`, rename(readFileSync(join(folder, file), 'utf8'), MODEL, names)]);
}

function manifest(root: string, { id, name }: ProviderNames): string {
  const model = JSON.parse(readFileSync(join(root, 'packages', MODEL.id, 'package.json'), 'utf8')) as object;
  return JSON.stringify({
    ...model,
    name: `@x/${id}`,
    version: '0.0.0',
    description: `TypeScript client for ${name} image generation: submit, wait, fetch pictures, never pay twice`,
    keywords: [id, 'image-generation', 'ai'],
    dependencies: { '@x/core': 'workspace:^', valibot: 'catalog:' },
    devDependencies: { '@x/conformance': 'workspace:^', '@x/sandbox': 'workspace:^' },
  });
}
