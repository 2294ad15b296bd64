import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { checkManifest, readManifest } from '../../checks/src/manifest.ts';
import { countAuthorLines } from './author-lines.ts';
import { temporaryRepository } from './testing/temporary-repository.ts';
import { writeProvider } from './write-provider.ts';

const acme = { id: 'acme', name: 'AcmeAI' };

test('a provider has the files that every provider has', async () => {
  const written = await writeProvider(temporaryRepository(), acme);
  expect(written).toContain('.changeset/acme.md');
  const sources = written.filter((path) => path.startsWith('packages/acme/src/') && !/\.test|testing/.test(path));
  expect(sources.map((path) => path.slice('packages/acme/src/'.length)).sort()).toEqual([
    'acme-client.ts',
    'acme-schemas.ts',
    'acme-settings.ts',
    'api-failure.ts',
    'get-image.ts',
    'index.ts',
    'submit-image.ts',
  ]);
  const papers = [
    'README.md',
    'package.json',
    'tsconfig.json',
    'tsconfig.test.json',
    'tsup.config.ts',
    'vitest.config.ts',
  ];
  expect(written).toEqual(
    expect.arrayContaining([...papers, '.size-limit.json'].map((file) => `packages/acme/${file}`)),
  );
});

test('its manifest is one that the gates let through', async () => {
  const root = temporaryRepository();
  await writeProvider(root, acme);
  const folder = join(root, 'packages/acme');
  expect(checkManifest(folder)).toEqual([]);
  expect(readManifest(folder)).toMatchObject({
    name: '@x/acme',
    version: '0.0.0',
    keywords: ['acme', 'image-generation', 'ai'],
  });
});

test.each([
  acme,
  { id: 'a', name: 'A' },
  { id: 'the-provider-with-the-longest-id-of-all', name: 'TheProviderWithTheLongestIdOfAll' },
])('everything carries the name $name, and is formatted', async (names) => {
  const root = temporaryRepository();
  for (const path of await writeProvider(root, names)) {
    const text = readFileSync(join(root, path), 'utf8');
    expect(path + text).not.toMatch(/new-?provider/i);
    // The conformance tests borrow its sandbox, and say so.
    if (!/-service\.ts$|conformance\.test\.ts$/.test(path)) expect(path + text).not.toMatch(/tensorslab/i);
    const filepath = join(root, path);
    expect(await check(text, { ...(await resolveConfig(filepath)), filepath }), path).toBe(true);
  }
});

test('an author writes at most 150 lines', async () => {
  const root = temporaryRepository();
  await writeProvider(root, acme);
  expect(countAuthorLines(join(root, 'packages/acme'))).toBeLessThanOrEqual(150);
});

test('lines of authors are what is neither blank nor comment, in all that is published', async () => {
  const root = temporaryRepository();
  await writeProvider(root, acme);
  const folder = join(root, 'packages/acme');
  const before = countAuthorLines(folder);
  expect(before).toBeGreaterThan(100);
  writeFileSync(
    join(folder, 'src/more.ts'),
    '// why\n\n/** What.\n * More. */\nexport const more = 1; // and\n  export { more as most };\n',
  );
  for (const file of ['more.test.ts', 'more.test-d.ts', 'testing/more.ts']) {
    writeFileSync(join(folder, 'src', file), 'export const more = 1;\n');
  }
  expect(countAuthorLines(folder)).toBe(before + 2);
});

test('nothing is written over anything', async () => {
  const root = temporaryRepository();
  await expect(writeProvider(root, { id: 'tensorslab', name: 'TensorsLab' })).rejects.toThrow(
    '"tensorslab" is taken: packages/tensorslab exists',
  );
  writeFileSync(join(root, '.changeset/acme.md'), '');
  await expect(writeProvider(root, acme)).rejects.toThrow('"acme" is taken: .changeset/acme.md exists');
});

test('a name that core uses is refused, because its imports would clash', async () => {
  await expect(writeProvider(temporaryRepository(), { id: 'pace', name: 'Pace' })).rejects.toThrow(
    '"Pace" is taken: @x/core has a createPace; give another name: npx -y pnpm@10 create:provider pace PaceAI',
  );
});
