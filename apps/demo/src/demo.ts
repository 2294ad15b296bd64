import { join } from 'node:path';
import { isTaskServiceError } from '@x/core';
import type { SeededSandboxOptions } from './connections/open-sandbox.ts';
import { helpText } from './help.ts';
import { Interruption } from './interruption.ts';
import { runJob } from './jobs/run-job.ts';
import { readOptions, UsageError } from './options.ts';
import { checkWish } from './plan/check-wish.ts';
import { planNewTasks } from './plan/plan-new-tasks.ts';
import { planResumedTasks } from './plan/plan-resumed-tasks.ts';
import type { Plan } from './plan/plan.ts';
import type { Progress } from './progress/progress.ts';
import { RecordStore } from './records/record-store.ts';
import { HELP_COMMAND } from './report/commands.ts';
import { failureLines } from './report/failure-lines.ts';
import { interruptionLines } from './report/interruption-lines.ts';
import { resultsTable } from './report/results-table.ts';
import { summaryLines } from './report/summary-lines.ts';
import { printable } from './terminal/printable.ts';
import { wrapText } from './terminal/wrap-text.ts';

/** What the demo has of the world around it. */
export interface DemoSurroundings {
  /** The command line after the program. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `output` and `.state` are. */
  readonly folder: string;
  /** Columns of a line. */
  readonly width: number;
  readonly sandbox: SeededSandboxOptions;
  readonly progress: Progress;
  /** Aborted with an `Interruption`. */
  readonly signal: AbortSignal;
  print(line: string): void;
  printError(line: string): void;
}

/** Runs the demo and returns its exit code. */
export async function runDemo(surroundings: DemoSurroundings): Promise<number> {
  const { args, env, folder, width, sandbox, print, printError } = surroundings;
  try {
    const options = readOptions(args);
    if (options.help) {
      print(helpText.trimEnd());
      return 0;
    }
    const store = new RecordStore(join(folder, '.state'));
    const planning = { env, sandbox, store };
    const plan = options.resume ? await planResumedTasks(planning) : await planNewTasks(options, planning);
    try {
      for (const job of plan.jobs.filter(({ record }) => record === undefined)) await checkWish(job);
      return await runPlan(plan, store, surroundings);
    } finally {
      await plan.close();
    }
  } catch (error) {
    if (error instanceof UsageError) {
      for (const line of wrapText(printable(error.message), width)) printError(line);
      printError(`Try: ${HELP_COMMAND}`);
      return 2;
    }
    if (!isTaskServiceError(error)) throw error;
    printError(`failed: ${error.code}\n  ${printable(error.message)}\n  Nothing was sent. Correct the environment.`);
    return 1;
  }
}

async function runPlan(plan: Plan, store: RecordStore, surroundings: DemoSurroundings): Promise<number> {
  const { folder, width, progress, signal, print } = surroundings;
  const { jobs, introduction, problems } = plan;
  const output = join(folder, 'output');
  const section = (lines: readonly string[]): void => {
    for (const line of lines.length === 0 ? [] : [...lines, '']) print(line);
  };

  section(introduction);
  section(problems);
  if (jobs.length === 0) {
    if (problems.length === 0) print('There is nothing to go on with.');
    return problems.length === 0 ? 0 : 1;
  }
  await progress(jobs, (job) => runJob(job, { store, output, signal }));
  print('');

  const saved = jobs.filter(({ state }) => state === 'saved');
  const interruption: unknown = signal.aborted ? signal.reason : undefined;
  if (interruption === undefined || saved.length > 0) section(resultsTable(jobs, width));
  section(jobs.filter(({ state }) => state === 'failed').flatMap(failureLines));
  if (saved.length > 0) print(`Pictures: ${output}`);
  if (interruption instanceof Interruption && saved.length < jobs.length) {
    for (const line of interruptionLines(jobs)) print(line);
    return interruption.exitCode;
  }
  for (const line of summaryLines(jobs)) print(line);
  return saved.length === jobs.length && problems.length === 0 ? 0 : 1;
}
