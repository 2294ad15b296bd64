import { expect, test } from 'vitest';
import { toProviderNames } from './provider-names.ts';

test.each([
  [['acme'], { id: 'acme', name: 'Acme' }],
  [['acme-images-2'], { id: 'acme-images-2', name: 'AcmeImages2' }],
  [['acme-ai', 'AcmeAI'], { id: 'acme-ai', name: 'AcmeAI' }],
])('%j', (words, names) => {
  expect(toProviderNames(words)).toEqual(names);
});

test.each([
  [[], 'Usage: npx -y pnpm@10 create:provider ID [NAME]'],
  [['acme', 'Acme', 'images'], 'Usage'],
  [['Acme'], '"Acme" is no id: it must be kebab-case'],
  [['acme_images'], 'kebab-case'],
  [['acme--images'], 'kebab-case'],
  [['-acme'], 'kebab-case'],
  [['2acme'], 'kebab-case'],
  [['../acme'], 'kebab-case'],
  [['@x/acme'], 'kebab-case'],
  [['a'.repeat(41)], 'at most 40 characters'],
  [['acme', 'acme'], '"acme" is no name: it must be PascalCase'],
  [['acme', 'Acme AI'], 'PascalCase'],
])('%j is refused: %s', (words, message) => {
  expect(() => toProviderNames(words)).toThrow(message);
});
