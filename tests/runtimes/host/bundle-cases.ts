import { build } from 'esbuild';

interface Bundles {
  /** A module whose exports are imports of the installed packages still: for runtimes that resolve them. */
  readonly linked: string;
  /** All in one file, for edge runtimes. */
  readonly worker: string;
  /** All in one script that leaves `runCase` in the global object, for browsers. */
  readonly browser: string;
  /** The worker of the requests that share a client. */
  readonly overlap: string;
}

/** Compiles the cases; what they import of ours comes from the packages installed in `project`. */
export async function bundleCases(here: string, project: string): Promise<Bundles> {
  const bundle = async (entry: string, options: object): Promise<string> => {
    const { outputFiles } = await build({
      absWorkingDir: project,
      stdin: { contents: entry, resolveDir: here, loader: 'ts' },
      bundle: true,
      write: false,
      target: 'es2022',
      format: 'esm',
      logLevel: 'silent',
      // The cases stand outside the project.
      nodePaths: [`${project}/node_modules`],
      ...options,
    });
    return outputFiles[0]!.text;
  };
  const edge = { platform: 'browser', conditions: ['workerd', 'worker', 'browser'] };
  return {
    linked: await bundle(`export * from './cases/run-case.ts'; export * from './cases/all-cases.ts';`, {
      platform: 'neutral',
      external: ['@x/*'],
    }),
    worker: await bundle(`export { default } from './workers/cases-worker.ts';`, edge),
    overlap: await bundle(`export { default } from './workers/overlap-worker.ts';`, edge),
    browser: await bundle(`import { runCase } from './cases/run-case.ts'; Object.assign(globalThis, { runCase });`, {
      platform: 'browser',
      format: 'iife',
    }),
  };
}
