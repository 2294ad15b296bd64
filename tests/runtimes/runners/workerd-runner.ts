import { Miniflare } from 'miniflare';
import type { CaseResult } from '../cases/run-case.ts';
import type { OwnCase, Runner } from './runner.ts';

/** The newest date that this version knows: the behaviour that a new project gets. */
export const compatibilityDate = '2026-07-01';

/** Given as it is: Miniflare would look into `script`, and refuse imports that are decided while it runs. */
export const modulesOf = (script: string) => [{ type: 'ESModule' as const, path: 'worker.mjs', contents: script }];

/** The runtime of Cloudflare Workers. */
export async function startWorkerd(script: string, flags: readonly string[], own: readonly OwnCase[]): Promise<Runner> {
  const miniflare = new Miniflare({
    modules: modulesOf(script),
    compatibilityDate,
    compatibilityFlags: [...flags],
    host: '127.0.0.1',
  });
  const url = await miniflare.ready;
  return {
    version: `workerd of ${compatibilityDate} (compatibility date)`,
    own,
    async run(caseName, settings) {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify({ name: caseName, settings }) });
      const text = await response.text();
      if (response.status !== 200) return { error: text };
      return JSON.parse(text) as CaseResult;
    },
    close: () => miniflare.dispose(),
  };
}
