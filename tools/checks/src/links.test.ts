import { expect, test } from 'vitest';
import { checkLinks } from './links.ts';
import { workspace } from './testing/workspace.ts';

const site = {
  'README.md': '# Tiny\n\n[guide](docs/guide.md#第一步) [folder](docs) [here](#tiny) [site](https://example.com/a#b)\n',
  'docs/guide.md': '# Guide\n\n## 第一步\n\n```sh\n# not a heading\n```\n\n[up](../README.md)\n',
};

test('links to files, folders, headings and URLs pass', () => {
  expect(checkLinks(workspace(site))).toEqual([]);
});

test.for([
  ['[a](docs/gone.md)', 'there is no docs/gone.md'],
  ['[a](docs/guide.md#second)', 'docs/guide.md has no heading #second'],
  ['[a](docs/guide.md#not-a-heading)', 'docs/guide.md has no heading #not-a-heading'],
  ['[a](#elsewhere)', 'README.md has no heading #elsewhere'],
  ['[a](../outside.md)', 'leads out of the repository'],
  ['[a](/docs/guide.md)', 'is absolute'],
  ['[a][b]\n\n[b]: docs/gone.md', 'there is no docs/gone.md'],
  ['![a](gone.png)', 'there is no gone.png'],
  ['[a](https://)', 'is not a URL'],
  ['[a](file:///etc/hosts)', 'is not a URL that a reader can open'],
  ['[a](http://127.0.0.1:8080/)', "leads to the reader's own machine"],
] as const)('%s is named', ([text, problem]) => {
  const problems = checkLinks(workspace({ ...site, 'README.md': `# Tiny\n\n${text}\n` }));
  expect(problems).toEqual([expect.stringContaining(problem)]);
  expect(problems[0]).toMatch(/^README\.md:\d /);
});
