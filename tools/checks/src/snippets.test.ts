import { expect, test } from 'vitest';
import { checkSnippetRuns } from './snippet-runs.ts';
import { checkSnippetTests, isTest } from './snippet-tests.ts';
import { checkSnippetTypes } from './snippet-types.ts';
import { readSnippets } from './snippets.ts';
import { tinyPackage } from './testing/tiny-package.ts';
import { workspace } from './testing/workspace.ts';

function installed(name: string, code: string, types: string) {
  const manifest = (tinyPackage['package.json'] ?? '').replace('@x/tiny', `@x/${name}`);
  return {
    [`packages/${name}/package.json`]: manifest,
    [`packages/${name}/dist/index.js`]: code,
    [`packages/${name}/dist/index.d.ts`]: types,
  };
}

/** A workspace with a client, a sandbox that has settings for it, and a page. */
function withPage(page: string): string {
  return workspace({
    ...installed(
      'tiny',
      'export function createTiny({ apiKey }) { return { ask: () => apiKey }; }',
      'export declare function createTiny(settings: { readonly apiKey: string }): { ask(): string };',
    ),
    ...installed(
      'sandbox',
      "export async function createSandbox() { return { settings: { tiny: { apiKey: 'of the sandbox' } }, close() {} }; }",
      'export declare function createSandbox(): Promise<{ close(): void }>;',
    ),
    'README.md': page,
  });
}

const block = (...lines: readonly string[]) => ['```ts', ...lines, '```', ''].join('\n');
const importTiny = "import { createTiny } from '@x/tiny';";

test('what compiles and runs passes; the factory talks to the sandbox', () => {
  const root = withPage(
    block(
      importTiny,
      "const answer: string = createTiny({ apiKey: 'mine' }).ask();",
      "if (answer !== 'of the sandbox') throw new Error(answer);",
    ),
  );
  const snippets = readSnippets(root);
  expect(snippets).toHaveLength(1);
  expect(checkSnippetTypes(root, snippets)).toEqual([]);
  expect(checkSnippetRuns(root, snippets)).toEqual([]);
});

test('what does not compile is named with its line on the page', () => {
  const root = withPage(`# Tiny\n\n${block(importTiny, 'createTiny({ apiKey: 1 });', 'createTinny();')}`);
  expect(checkSnippetTypes(root, readSnippets(root))).toEqual([
    expect.stringMatching(/^README\.md:5 Type 'number' is not assignable/),
    expect.stringMatching(/^README\.md:6 Cannot find name 'createTinny'/),
  ]);
});

test('what throws, and what asks the network, is named; the others run all the same', () => {
  const root = withPage(
    [
      block("throw new Error('no picture');"),
      block("await fetch('https://images.example/');"),
      block("console.error('loud, but well');"),
    ].join('\n'),
  );
  const [problems = ''] = checkSnippetRuns(root, readSnippets(root));
  expect(problems).toMatch(/README\.md:2 does not run: Error: no picture/);
  expect(problems).toMatch(/README\.md:6 does not run: Error: it asks https:\/\/images\.example\//);
  expect(problems).not.toContain('loud');
});

test('a block can go on from the one before, and be checked without being run', () => {
  const root = withPage(
    [
      block('const seen: string[] = [];'),
      '<!-- snippet: continues -->\n',
      block("if (seen.push('a') !== 1) throw new Error('twice');"),
      '<!-- snippet: continues, no-run -->\n',
      block("throw new Error(seen.join(': '));"),
      '<!-- snippet: no-run -->\n',
      block('const seen: number = await new Promise<number>(() => {});'),
    ].join('\n'),
  );
  const snippets = readSnippets(root);
  expect(snippets.map(({ line }) => line)).toEqual([2, 20]);
  expect(checkSnippetTypes(root, snippets)).toEqual([]);
  expect(checkSnippetRuns(root, snippets)).toEqual([]);
});

test('a comment can hold what a block needs and the reader does not', () => {
  const root = withPage(
    [
      '<!-- snippet:',
      'const shown: number = 1;',
      '-->',
      '',
      block('if (shown !== 1) throw new Error();', 'shown.x;'),
    ].join('\n'),
  );
  const snippets = readSnippets(root);
  expect(checkSnippetTypes(root, snippets)).toEqual([
    expect.stringMatching(/^README\.md:7 Property 'x' does not exist/),
  ]);
  expect(checkSnippetRuns(root, snippets)).toEqual([]);
});

test('a mark that nobody knows is refused', () => {
  expect(() => readSnippets(withPage(`<!-- snippet: norun -->\n\n${block('1;')}`))).toThrow(
    /^README\.md:4 "norun" is none of continues, no-run$/,
  );
});

test('a test on a page runs under vitest, and fails there', () => {
  const shown = (expected: string) =>
    withPage(
      block(
        "import { expect, test } from 'vitest';",
        importTiny,
        "test('it answers', () => {",
        `  expect(createTiny({ apiKey: 'mine' }).ask()).toBe('${expected}');`,
        '});',
      ),
    );
  const right = shown('mine');
  const [snippet] = readSnippets(right);
  expect(snippet && isTest(snippet)).toBe(true);
  expect(checkSnippetTests(right, readSnippets(right))).toEqual([]);
  const wrong = shown('yours');
  expect(checkSnippetTests(wrong, readSnippets(wrong)).join()).toContain("expected 'mine' to be 'yours'");
});
