import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, run } from '../harness/processes.ts';
import { type Context, consumer, tool } from './context.ts';

const picture = /http:\/\/127\.0\.0\.1:\d+\/pictures\/\S+/;

/** A Next.js application: a server component, a client component, a route handler and an edge route. */
export async function nextCases(context: Context): Promise<void> {
  const { report, env } = context;
  const cwd = await consumer(context, 'next', ['@x/tensorslab']);
  const next = tool(context, 'next');
  const isBuilt = await report.case('Next.js 16 builds (Turbopack), a page is rendered with a picture', async () => {
    await must(next, ['build'], { cwd, env });
    const page = readFileSync(join(cwd, '.next', 'server', 'app', 'index.html'), 'utf8');
    if (!picture.test(page)) throw new Error(page);
  });
  if (!isBuilt) return;
  await report.case('Next.js 16 starts, its routes on Node and on the edge answer with a picture', async () => {
    const answers: string[] = [];
    let isAsked = false;
    const interrupt = async (said: string): Promise<boolean> => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (isAsked || url === undefined || !said.includes('Ready')) return false;
      isAsked = true;
      for (const route of ['node', 'edge']) answers.push(await (await fetch(`${url}/${route}`)).text());
      return true;
    };
    const args = ['start', '--hostname', '127.0.0.1', '--port', '0'];
    const { output } = await run(next, args, { cwd, env, interrupt });
    if (answers.length !== 2 || !answers.every((answer) => picture.test(answer))) {
      throw new Error([...answers, output].join('\n'));
    }
  });
}
