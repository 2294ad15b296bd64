import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { atOnce } from '../harness/at-once.ts';
import { run } from '../harness/processes.ts';
import { type Context, consumer, write } from './context.ts';

type Version = '5.6' | '5.9' | '6.0' | '7.0';
type Surroundings = 'DOM' | '@types/node' | '@cloudflare/workers-types' | 'bun-types';

interface Mode {
  readonly name: string;
  readonly type: 'module' | 'commonjs';
  readonly options: (version: Version) => object;
  readonly versions: readonly Version[];
  readonly surroundings: readonly Surroundings[];
  /** The program; by default all of them that `import`. */
  readonly program?: 'dynamic.ts' | undefined;
  /** Versions that must refuse it, with this error: the documented limits, so that we notice when one falls. */
  readonly refused?: { readonly by: readonly Version[]; readonly error: string } | undefined;
}

const every: readonly Version[] = ['5.6', '5.9', '6.0', '7.0'];
const anySurroundings = ['DOM', '@types/node', '@cloudflare/workers-types', 'bun-types'] as const;
const node = ['@types/node'] as const;
const commonJsWithImport = (module: string) => () => ({ module, moduleResolution: module });

const modes: readonly Mode[] = [
  {
    name: 'bundler',
    type: 'module',
    options: () => ({ module: 'esnext', moduleResolution: 'bundler' }),
    versions: every,
    surroundings: anySurroundings,
  },
  {
    name: 'nodenext',
    type: 'module',
    options: () => ({ module: 'nodenext' }),
    versions: every,
    surroundings: ['DOM', ...node],
  },
  { name: 'node16', type: 'module', options: () => ({ module: 'node16' }), versions: every, surroundings: node },
  {
    name: 'nodenext in CommonJS',
    type: 'commonjs',
    options: commonJsWithImport('nodenext'),
    versions: every,
    surroundings: node,
    refused: { by: ['5.6'], error: 'TS1479' },
  },
  {
    name: 'node20 in CommonJS',
    type: 'commonjs',
    options: () => ({ module: 'node20' }),
    versions: ['5.9', '6.0', '7.0'],
    surroundings: node,
  },
  {
    name: 'node16 in CommonJS',
    type: 'commonjs',
    options: commonJsWithImport('node16'),
    versions: every,
    surroundings: node,
    refused: { by: every, error: 'TS1479' },
  },
  {
    name: 'node16 in CommonJS, import()',
    type: 'commonjs',
    options: commonJsWithImport('node16'),
    versions: every,
    surroundings: node,
    program: 'dynamic.ts',
  },
  {
    name: 'commonjs with bundler',
    type: 'commonjs',
    options: () => ({ module: 'commonjs', moduleResolution: 'bundler' }),
    versions: ['6.0', '7.0'],
    surroundings: node,
  },
  {
    name: 'commonjs with node10',
    type: 'commonjs',
    options: (version) => ({
      module: 'commonjs',
      moduleResolution: 'node10',
      ...(version === '6.0' && { ignoreDeprecations: '6.0' }),
    }),
    versions: ['5.6', '5.9', '6.0'],
    surroundings: ['DOM', ...node],
  },
];

/** What users write is compiled by every TypeScript that we promise, in one program per mode. */
export async function typeScriptCases(context: Context): Promise<void> {
  const { report, published } = context;
  const names = published.map(({ name }) => name).filter((name) => name !== '@x/core');
  const folder = await consumer(context, 'types', names);
  const programs = ['images.ts', ...(names.includes('@x/wxpay-coupon-image') ? ['wxpay.ts'] : [])];
  const cases = modes.flatMap((mode) =>
    mode.versions.flatMap((version) =>
      mode.surroundings.map((surroundings) => () => {
        const title = `TypeScript ${version}, ${mode.name}, ${surroundings}`;
        return report.case(title, () => compile(context, folder, mode, version, surroundings, programs));
      }),
    ),
  );
  await atOnce(2, cases);
}

async function compile(
  context: Context,
  project: string,
  mode: Mode,
  version: Version,
  surroundings: Surroundings,
  programs: readonly string[],
): Promise<string | undefined> {
  const files = mode.program === undefined ? programs : [mode.program];
  const folder = join(project, [mode.name, version, surroundings].join(' ').replaceAll(/[^\w.]+/g, '-'));
  write(folder, {
    'package.json': { type: mode.type },
    'tsconfig.json': {
      compilerOptions: {
        target: 'es2022',
        lib: ['ES2022', ...(surroundings === 'DOM' ? ['DOM', 'DOM.Iterable'] : [])],
        types: surroundings === 'DOM' ? [] : [surroundings.replace('@types/', '')],
        ...mode.options(version),
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        noEmit: true,
      },
      files,
    },
  });
  for (const file of files) cpSync(join(project, file), join(folder, file));
  const tsc = join(context.here, 'node_modules', `typescript-${version}`, 'bin', 'tsc');
  const { code, output } = await run(process.execPath, [tsc, '-p', '.'], { cwd: folder, env: context.env });
  const { by = [], error = '' } = mode.refused ?? {};
  if (!by.includes(version)) {
    // What is wrong inside the surroundings' own files is wrong without us too.
    const ours = output.split('\n').filter((line) => line.includes(' error TS') && !line.includes(`/${surroundings}/`));
    if (ours.length > 0 || (code !== 0 && !output.includes(' error TS'))) throw new Error(output);
    return code === 0 ? undefined : `nothing wrong outside ${surroundings} itself`;
  }
  const errors = new Set(output.match(/TS\d+/g));
  if (errors.size !== 1 || !errors.has(error)) throw new Error(`${error} alone was expected:\n${output}`);
  return `refused with ${error}, as documented`;
}
