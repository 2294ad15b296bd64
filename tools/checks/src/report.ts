import { spawnSync } from 'node:child_process';

/** A check answers with what is wrong, one line each. */
export type Problems = readonly string[];
export type Check = () => Problems | Promise<Problems>;

/** Runs the checks in order, prints one line for each and every problem, and sets the exit code. */
export async function report(subject: string, checks: Readonly<Record<string, Check>>): Promise<void> {
  for (const [name, check] of Object.entries(checks)) {
    const problems = await problemsOf(check);
    console.log(`${problems.length === 0 ? '✓' : '✗'} ${subject}: ${name}`);
    for (const problem of problems) console.log(`    ${problem.trimEnd().replaceAll('\n', '\n    ')}`);
    if (problems.length > 0) process.exitCode = 1;
  }
}

/** A check that cannot be made is a problem too, and keeps no other from being made. */
async function problemsOf(check: Check): Promise<Problems> {
  try {
    return await check();
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

export interface ToolResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, and why the tool did not start. */
  readonly output: string;
}

/** Runs a command quietly. */
export function execute(command: string, args: readonly string[], cwd: string): ToolResult {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const output = `${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`;
  return { code: status ?? 1, stdout: stdout ?? '', stderr: stderr ?? '', output };
}

/** A tool that judges by its exit code: its output is the problem. */
export function judge(command: string, args: readonly string[], cwd: string): Problems {
  const { code, output } = execute(command, args, cwd);
  return code === 0 ? [] : [output];
}
