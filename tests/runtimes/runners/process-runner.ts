import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { must } from '../../packed/harness/processes.ts';
import type { CaseResult } from '../cases/run-case.ts';
import type { Runner } from './runner.ts';

interface Runtime {
  readonly name: string;
  readonly command: string;
  /** Before the file's name. */
  readonly args: readonly string[];
}

/** Asks for one case after the other, runs it, and ends when nobody answers any more. */
const loop = `
import { runCase } from './linked.mjs';
const home = process.argv.at(-1);
for (let result; ; ) {
  const response = await fetch(home, { method: 'POST', body: JSON.stringify(result ?? {}) }).catch(() => undefined);
  if (response === undefined || response.status !== 200) break;
  const { name, settings } = await response.json();
  result = await runCase(name, settings);
}
`;

/** `require()` and `import` of each package give the same. */
const requireAll = `
const names = process.argv.slice(2);
(async () => {
  for (const name of names) {
    const [required, imported] = [require(name), await import(name)].map((module) =>
      Object.keys(module).filter((key) => key !== 'default' && key !== 'module.exports' && key !== '__esModule').sort().join(),
    );
    if (required !== imported || required === '') throw new Error(name + ': ' + required + ' is not ' + imported);
  }
  console.log('required ' + names.length);
})();
`;

/** Node, Bun or Deno as a process of their own, with the packages resolved from `node_modules`. */
export async function startProcess(runtime: Runtime, project: string, packages: readonly string[]): Promise<Runner> {
  const { name, command, args } = runtime;
  writeFileSync(join(project, 'loop.mjs'), loop);
  writeFileSync(join(project, 'require-all.cjs'), requireAll);
  const env = { ...process.env, NODE_OPTIONS: undefined, NO_COLOR: '1' };
  const number = /\d+\.\d+\.\d+/.exec(await must(command, ['--version'], { cwd: project, env }))?.[0];
  const version = `${name.replace(/ \d+$/, '')} ${number}`;

  const { promise: stopped, resolve: stop } = Promise.withResolvers<CaseResult>();
  let done: (result: CaseResult) => void = () => {};
  let waiting = Promise.withResolvers<(job: string) => void>();
  const home = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      done(JSON.parse(body));
      waiting.resolve((job) => response.end(job));
    });
  });
  await new Promise<void>((resolve) => home.listen(0, '127.0.0.1', resolve));
  const address = home.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const child: ChildProcess = spawn(command, [...args, 'loop.mjs', url], { cwd: project, env, stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
  child.on('exit', (code) => stop({ error: `${name} ended with ${code}:\n${said}` }));
  process.on('exit', () => child.kill('SIGKILL'));

  return {
    version,
    async run(caseName, settings) {
      const { promise, resolve } = Promise.withResolvers<CaseResult>();
      const give = await Promise.race([waiting.promise, stopped]);
      if (typeof give !== 'function') return give;
      waiting = Promise.withResolvers();
      done = resolve;
      give(JSON.stringify({ name: caseName, settings }));
      return Promise.race([promise, stopped]);
    },
    own: [
      {
        name: 'require() gives what import gives',
        row: 'require()',
        async run() {
          const output = await must(command, [...args, 'require-all.cjs', ...packages], { cwd: project, env });
          if (!output.includes(`required ${packages.length}`)) throw new Error(output);
          return /warning/i.test(output) ? 'with a warning' : undefined;
        },
      },
    ],
    async close() {
      child.kill('SIGKILL');
      home.close();
      home.closeAllConnections();
    },
  };
}
