import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Slugger from 'github-slugger';
import type { Code, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { visit } from 'unist-util-visit';

/** Everything people read here: not changelogs, which a tool writes. */
const pages = ['*.md', '{.changeset,.github,docs}/**/*.md', '*/README.md', '*/*/README.md'];

/** Paths of all pages of the repository, with forward slashes. */
export function markdownFiles(root: string): readonly string[] {
  return globSync(pages, { cwd: root, exclude: (path) => path.endsWith('node_modules') })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}

interface Link {
  readonly url: string;
  readonly line: number;
}

export interface Block {
  readonly language: string;
  readonly text: string;
  /** Where its text begins, counted from 1. */
  readonly line: number;
  /** What the comment before it says: `<!-- snippet: no-run -->` has the mark `no-run`. */
  readonly marks: readonly string[];
  /** The further lines of that comment: what the block needs and the reader does not. */
  readonly hidden: { readonly text: string; readonly line: number };
}

export interface Page {
  readonly links: readonly Link[];
  /** Names of the places that a link can lead to, as GitHub makes them of headings. */
  readonly anchors: ReadonlySet<string>;
  readonly blocks: readonly Block[];
}

export function readPage(root: string, file: string): Page {
  const tree = fromMarkdown(readFileSync(join(root, file), 'utf8'), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const links: Link[] = [];
  const anchors = new Set<string>();
  const slugger = new Slugger();
  visit(tree, (node) => {
    const line = node.position?.start.line ?? 0;
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      links.push({ url: node.url, line });
    if (node.type === 'heading') anchors.add(slugger.slug(toString(node)));
    if (node.type === 'html')
      for (const [, id] of node.value.matchAll(/\b(?:id|name)="([^"]+)"/g)) anchors.add(id ?? '');
  });
  return { links, anchors, blocks: blocks(tree) };
}

function blocks(tree: Root): readonly Block[] {
  const found: Block[] = [];
  visit(tree, 'code', (node: Code, index, parent) => {
    const before = parent?.children[(index ?? 0) - 1];
    const comment = before?.type === 'html' ? /^<!--\s*snippet:(.*)(?:\n([^]*))?-->$/.exec(before.value.trim()) : null;
    const [, marks = '', hidden = ''] = comment ?? [];
    found.push({
      language: node.lang ?? '',
      text: node.value,
      line: (node.position?.start.line ?? 0) + 1,
      marks: marks.split(',').flatMap((mark) => mark.trim() || []),
      hidden: { text: hidden.trimEnd(), line: (before?.position?.start.line ?? 0) + 1 },
    });
  });
  return found;
}
