import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { Skipped } from '../../packed/harness/report.ts';
import type { CaseResult } from '../cases/run-case.ts';
import type { Settings } from '../cases/runtime-case.ts';
import type { Runner } from './runner.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The browser of the system. Each case has a page of its own at the address of its sandbox, so that it may speak to it.
 *
 * @throws Skipped where there is none; a failure in CI
 */
export async function startChromium(script: string): Promise<Runner> {
  const executablePath = places.find((place) => existsSync(place));
  if (executablePath === undefined) {
    const needed = 'needs chromium, install with apt-get install chromium';
    throw process.env['CI'] === 'true' ? new Error(needed) : new Skipped(needed);
  }
  // As root, and where /dev/shm is small, in containers.
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  const browser = await chromium.launch({
    executablePath,
    args,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return {
    // Whatever the system has.
    version: 'the Chromium of the system',
    repeats: 'The client sends once; the browser itself may send a request again whose connection broke.',
    async run(caseName, settings) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        const address = new URL('/page-of-the-case', settings.tensorslab.baseUrl).href;
        await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
        await page.goto(address);
        await page.addScriptTag({ content: script });
        return await page.evaluate(
          ([name, given]: readonly [string, Settings]) =>
            (globalThis as unknown as { runCase(name: string, settings: Settings): Promise<CaseResult> }).runCase(
              name,
              given,
            ),
          [caseName, settings] as const,
        );
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}
