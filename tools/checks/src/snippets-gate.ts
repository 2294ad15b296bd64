// The gate of the TypeScript on the pages. It needs the built packages.
import { root } from '../../scripts/turbo.ts';
import { report } from './report.ts';
import { checkSnippetRuns } from './snippet-runs.ts';
import { checkSnippetTests, isTest } from './snippet-tests.ts';
import { checkSnippetTypes } from './snippet-types.ts';
import { readSnippets } from './snippets.ts';

const snippets = readSnippets(root);
const tests = snippets.filter(isTest);
const programs = snippets.filter((snippet) => !isTest(snippet));

await report('pages', {
  [`${snippets.length} snippets compile`]: () => checkSnippetTypes(root, snippets),
  'programs run on the sandbox': () => checkSnippetRuns(root, programs),
  'tests pass': () => checkSnippetTests(root, tests),
});
