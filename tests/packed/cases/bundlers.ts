import { lstatSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { atOnce } from '../harness/at-once.ts';
import { must } from '../harness/processes.ts';
import { type Context, consumer, expectFinished, write } from './context.ts';
import { filesBelow } from './installed.ts';
import { commonJsProgram, moduleProgram, tensorslab } from './providers.ts';

/** Bundles for servers and for browsers, from `import` and from `require()`; each is run, and none may need Node. */
export async function bundlerCases(context: Context): Promise<void> {
  const folder = await consumer(context, 'bundlers', [tensorslab.name]);
  write(folder, { 'program.mjs': moduleProgram(tensorslab), 'program.cjs': commonJsProgram(tensorslab) });
  const bundlers = ['esbuild', 'vite', 'webpack'];
  await atOnce(
    2,
    bundlers.map(
      (name) => () => context.report.case(`${name} builds, the bundles run`, () => build(context, folder, name)),
    ),
  );
}

async function build(context: Context, cwd: string, name: string): Promise<string> {
  await must(process.execPath, [`build-${name}.mjs`], { cwd, env: context.env });
  const bundles = filesBelow(join(cwd, 'out'))
    .filter((file) => relative(join(cwd, 'out'), file).startsWith(name))
    // Webpack puts licences beside.
    .filter((file) => /\.[cm]js$/.test(file));
  if (bundles.length === 0) throw new Error('There is no bundle');
  const sizes = [];
  for (const bundle of bundles) {
    const text = readFileSync(bundle, 'utf8');
    const builtIn =
      /(?:from\s*|require\(|import\s*\(?)["'](?:node:)?(?:fs|http|https|crypto|process|buffer|stream)["']/.exec(text);
    if (builtIn !== null) throw new Error(`${bundle} needs ${builtIn[0]}`);
    expectFinished(await must(process.execPath, [bundle], { cwd, env: context.env }));
    sizes.push(`${basename(bundle)} ${Math.round(lstatSync(bundle).size / 1_000)} kB`);
  }
  return sizes.join(', ');
}
