import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { must } from '../harness/processes.ts';
import type { Report } from '../harness/report.ts';
import type { Published } from '../registry/publish-copy.ts';
import type { Registry } from '../registry/start-registry.ts';

/** What every group of cases is given. */
export interface Context {
  readonly report: Report;
  readonly registry: Registry;
  readonly published: readonly Published[];
  /** This folder; its `node_modules` holds the tools, pinned by the lockfile. */
  readonly here: string;
  /** Where consumers live that need tools: below `here`, so that they find them as a project finds its own. */
  readonly work: string;
  /** Where consumers live that have nothing but what they install. */
  readonly temporary: string;
  /** A stranger's environment, led to the registry and, by `SETTINGS`, to the sandbox. */
  readonly env: NodeJS.ProcessEnv;
}

export function tool(context: Context, name: string): string {
  return join(context.here, 'node_modules', '.bin', name);
}

/** A copy of a folder of `consumers/` beside the tools, with our packages installed into it by npm. */
export async function consumer(context: Context, name: string, packages: readonly string[]): Promise<string> {
  const folder = join(context.work, name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(context.here, 'consumers', name), folder, { recursive: true });
  await must(tool(context, 'npm'), ['install', '--no-package-lock', ...packages], { cwd: folder, env: context.env });
  return folder;
}

export function write(folder: string, files: Readonly<Record<string, string | object>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
}

/** Every program of a consumer closes with this line, once its tasks are done and their pictures are there. */
export const finished = 'pictures are here';

export function expectFinished(output: string): void {
  if (!output.split('\n').some((line) => line.trim().endsWith(finished))) {
    throw new Error(`The program did not finish its task:\n${output}`);
  }
}
