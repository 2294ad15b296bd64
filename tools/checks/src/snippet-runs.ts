import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execute, type Problems } from './report.ts';
import { snippetFile, type Snippet } from './snippets.ts';
import { temporaryFolder } from './temporary-folder.ts';

const runner = fileURLToPath(new URL('snippet-runner.ts', import.meta.url));

/** What the runner is told, as JSON in a file. */
export interface Orders {
  readonly root: string;
  readonly snippets: readonly { readonly name: string; readonly file: string; readonly text: string }[];
}

/** What a user has beside the program. The sandbox's keys are used in their place, so it is enough that they are there. */
const keyFiles = ['apiclient_key.pem', 'pub_key.pem'];

/** Runs the snippets against the sandbox, in a process of their own, one after the other. */
export function checkSnippetRuns(root: string, snippets: readonly Snippet[]): Problems {
  const orders: Orders = {
    root,
    snippets: snippets.flatMap((snippet) =>
      snippet.runnable === undefined
        ? []
        : [
            {
              name: `${snippet.page}:${snippet.line}`,
              file: join(root, snippetFile(snippet)),
              text: snippet.runnable,
            },
          ],
    ),
  };
  const folder = temporaryFolder();
  for (const name of keyFiles) writeFileSync(join(folder, name), '');
  const file = join(folder, 'orders.json');
  writeFileSync(file, JSON.stringify(orders));
  // What a snippet prints goes to the standard output; what is wrong to the other one.
  const { code, stderr } = execute(process.execPath, ['--disable-warning=ExperimentalWarning', runner, file], folder);
  return code === 0 ? [] : [stderr];
}
