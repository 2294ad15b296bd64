import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { atOnce } from '../packed/harness/at-once.ts';
import { type Report, Skipped } from '../packed/harness/report.ts';
import { type RuntimeCase, repeated } from './cases/runtime-case.ts';
import { bundleCases } from './host/bundle-cases.ts';
import type { Result, Run } from './host/matrix.ts';
import { type OpenSandbox, sandboxOpener } from './host/open-sandbox.ts';
import { startChromium } from './runners/chromium-runner.ts';
import { overlapCases } from './runners/overlap-cases.ts';
import { startProcess } from './runners/process-runner.ts';
import type { Runner } from './runners/runner.ts';
import { startWorkerd } from './runners/workerd-runner.ts';

interface Everywhere {
  readonly report: Report;
  readonly here: string;
  /** Where the packages are installed. */
  readonly project: string;
  /** Words of runtimes' names; none for all. */
  readonly chosen: readonly string[];
}

/** No case takes a tenth of this. */
const timeLimitMs = 60_000;

/** Runs all cases on all runtimes. What came of it; undefined where not all of it was run. */
export async function runEverywhere({ report, here, project, chosen }: Everywhere): Promise<Run | undefined> {
  const bundles = await bundleCases(here, project);
  writeFileSync(join(project, 'linked.mjs'), bundles.linked);
  const { allCases }: { readonly allCases: readonly RuntimeCase[] } = await import(
    pathToFileURL(join(project, 'linked.mjs')).href
  );
  const openSandbox = await sandboxOpener(project);
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(project, 'package.json'), 'utf8'),
  );
  const packages = Object.keys(dependencies);

  const bin = (name: string): string => join(here, 'node_modules', name);
  const node24 = join(here, '..', '..', 'node_modules', 'node', 'bin', 'node');
  const processes = [
    { name: 'Node 22', command: bin('node-22/bin/node'), args: [] },
    { name: 'Node 24', command: node24, args: [] },
    { name: 'Node 26', command: bin('node-26/bin/node'), args: [] },
    { name: 'Bun', command: bin('.bin/bun'), args: [] },
    {
      name: 'Deno',
      command: bin('.bin/deno'),
      args: ['run', '--allow-all', '--no-remote', '--no-lock', '--node-modules-dir=manual'],
    },
  ];
  const runtimes: readonly (readonly [name: string, start: () => Promise<Runner>])[] = [
    ...processes.map((runtime) => [runtime.name, () => startProcess(runtime, project, packages)] as const),
    ...[[], ['nodejs_compat']].map((flags) => {
      const name = ['workerd', ...flags].join(' + ');
      const own = overlapCases(bundles.overlap, flags, openSandbox);
      return [name, () => startWorkerd(bundles.worker, flags, own)] as const;
    }),
    ['Chromium', () => startChromium(bundles.browser)],
  ];

  const results: Result[] = [];
  const versions = new Map<string, string>();
  const jobs = runtimes
    .filter(([name]) => chosen.length === 0 || chosen.some((word) => name.toLowerCase().includes(word.toLowerCase())))
    .map(([name, start]) => async () => {
      let runner: Runner | undefined;
      await report.case(`${name} starts`, async () => {
        try {
          runner = await start();
          versions.set(name, runner.version);
          return runner.version;
        } catch (error) {
          const outcome = error instanceof Skipped ? 'skipped' : 'failed';
          results.push(...allCases.map(({ row }) => ({ runtime: name, row, outcome }) as const));
          throw error;
        }
      });
      if (runner === undefined) return;
      for (const one of casesOf(runner, allCases, openSandbox)) {
        let seen: Seen = {};
        const isGood = await report.case(`${name}: ${one.name}`, async () => {
          seen = await within(timeLimitMs, one.run());
          return seen.limit ?? seen.remark;
        });
        const outcome = !isGood ? 'failed' : seen.limit === undefined ? 'passed' : 'limited';
        const text = seen.limit ?? (one.shows === 'remark' ? seen.remark : undefined);
        results.push({ runtime: name, row: one.row, outcome, text });
      }
      await runner.close();
    });
  await atOnce(2, jobs);

  if (jobs.length < runtimes.length || results.some(({ outcome }) => outcome === 'skipped')) return undefined;
  const order = runtimes.map(([name]) => name);
  return {
    results: results.toSorted((one, other) => order.indexOf(one.runtime) - order.indexOf(other.runtime)),
    versions: [...new Set(order.flatMap((name) => versions.get(name) ?? []))],
  };
}

/** What a case that passed has to say; a limit is the runtime's own. */
interface Seen {
  readonly remark?: string | undefined;
  readonly limit?: string | undefined;
}

interface ReadyCase extends Pick<RuntimeCase, 'name' | 'row' | 'shows'> {
  run(): Promise<Seen>;
}

/** The common cases, each with a sandbox of its own, and those that only this runtime has. */
function casesOf(runner: Runner, common: readonly RuntimeCase[], openSandbox: OpenSandbox): readonly ReadyCase[] {
  return [
    ...common.map((one) => ({ ...one, run: () => runCommon(one, runner, openSandbox) })),
    ...(runner.own ?? []).map((one) => ({ ...one, run: async () => ({ remark: (await one.run()) ?? undefined }) })),
  ];
}

async function runCommon(one: RuntimeCase, runner: Runner, openSandbox: OpenSandbox): Promise<Seen> {
  const { sandbox, settings } = await openSandbox({
    faults: one.faults ?? [],
    taskDurationMs: one.taskDurationMs ?? 300,
  });
  try {
    const { error, remark } = await runner.run(one.name, settings);
    if (error !== undefined) throw new Error(error);
    const executed = sandbox.executions.map(({ service }) => service);
    const isAsAsked = executed.join() === one.executed.join();
    if (isAsAsked && remark !== repeated) return { remark };
    // More of the same, although the client has counted that it sent each once.
    const isRepeated =
      executed.every((service) => one.executed.includes(service)) && executed.length > one.executed.length;
    if (isRepeated && runner.repeats !== undefined) return { limit: runner.repeats };
    throw new Error(`executed: ${executed.join() || 'nothing'}; ${remark}`);
  } finally {
    await sandbox.close();
  }
}

async function within<T>(limitMs: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Not done after ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
