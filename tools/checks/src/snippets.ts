import { posix } from 'node:path';
import { markdownFiles, readPage, type Block } from './markdown.ts';

/** A program made of one block of a page, or of several that go on from each other. */
export interface Snippet {
  /** The page, from the root, with forward slashes. */
  readonly page: string;
  /** Where its first block begins. */
  readonly line: number;
  /** Every line of it stands where it stands on the page; between the blocks there is nothing. */
  readonly text: string;
  /** The same without the blocks that are not to be run; undefined where that leaves nothing. */
  readonly runnable: string | undefined;
}

const marks = ['continues', 'no-run'];

/**
 * The TypeScript on the pages. A comment before a block, hidden in Markdown, says how it is to be taken:
 * `<!-- snippet: continues -->` goes on from the block before, `<!-- snippet: no-run -->` is checked and not run;
 * both can stand together, with a comma. Further lines of the comment are code that the block needs and the reader does
 * not, such as `declare const app: Hono;`.
 *
 * @throws Error for another mark
 */
export function readSnippets(root: string): readonly Snippet[] {
  return markdownFiles(root).flatMap((page) => {
    const blocks = readPage(root, page).blocks.filter(({ language }) => language === 'ts');
    return programs(page, blocks).map((program) => {
      const runnable = program.filter((block) => !block.marks.includes('no-run'));
      return {
        page,
        line: program[0]?.line ?? 1,
        text: inPlace(program),
        runnable: runnable.length === 0 ? undefined : inPlace(runnable),
      };
    });
  });
}

/** Where a snippet stands as a file: beside its page, so that it finds what the package has installed. */
export function snippetFile({ page, line }: Snippet): string {
  return posix.join(posix.dirname(page), `${posix.basename(page)}-${line}.ts`);
}

function programs(page: string, blocks: readonly Block[]): readonly Block[][] {
  const found: Block[][] = [];
  for (const block of blocks) {
    const unknown = block.marks.find((mark) => !marks.includes(mark));
    if (unknown !== undefined) throw new Error(`${page}:${block.line} "${unknown}" is none of ${marks.join(', ')}`);
    const last = found.at(-1);
    if (block.marks.includes('continues') && last !== undefined) last.push(block);
    else found.push([block]);
  }
  return found;
}

function inPlace(blocks: readonly Block[]): string {
  const lines: string[] = [];
  for (const { line, text } of blocks.flatMap((block) => [block.hidden, block])) {
    if (text === '') continue;
    while (lines.length < line - 1) lines.push('');
    lines.push(...text.split('\n'));
  }
  return lines.join('\n');
}
