import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { markdownFiles, readPage, type Page } from './markdown.ts';
import type { Problems } from './report.ts';

/**
 * Every link of every page leads somewhere: to a file or folder of the repository, with its anchor, or to a URL that is
 * one. Nothing is asked over the network: what others take down is not our fault, and not this gate's business.
 */
export function checkLinks(root: string): Problems {
  const pages = new Map<string, Page>();
  const page = (file: string): Page => {
    const known = pages.get(file) ?? readPage(root, file);
    pages.set(file, known);
    return known;
  };
  return markdownFiles(root).flatMap((file) =>
    page(file).links.flatMap(({ url, line }) => {
      const problem = /^[a-z][a-z0-9+.-]*:/i.test(url) ? external(url) : internal(root, file, url, page);
      return problem === undefined ? [] : [`${file}:${line} ${problem}`];
    }),
  );
}

function external(url: string): string | undefined {
  if (url.startsWith('mailto:')) return undefined;
  if (!/^https?:/.test(url) || !URL.canParse(url)) return `${url} is not a URL that a reader can open`;
  // Addresses of one machine, which nobody else has.
  return /^(localhost|127\.|\[::1\])/.test(new URL(url).host) ? `${url} leads to the reader's own machine` : undefined;
}

function internal(root: string, file: string, url: string, page: (file: string) => Page): string | undefined {
  const [path = '', anchor] = url.split('#').map(decodeURIComponent);
  if (path.startsWith('/')) return `${url} is absolute: write it relative to the page`;
  const target = path === '' ? file : posix.join(dirname(file).replaceAll('\\', '/'), path);
  if (target.startsWith('..')) return `${url} leads out of the repository`;
  if (!existsSync(join(root, target))) return `${url} leads nowhere: there is no ${target}`;
  if (anchor === undefined || statSync(join(root, target)).isDirectory() || !target.endsWith('.md')) return undefined;
  return page(target).anchors.has(anchor) ? undefined : `${url} leads nowhere: ${target} has no heading #${anchor}`;
}
