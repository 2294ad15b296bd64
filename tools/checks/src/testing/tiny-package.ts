import type { Files } from './workspace.ts';

const manifest = {
  name: '@x/tiny',
  version: '0.1.0',
  description: 'The smallest package that passes every gate',
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  },
  main: './dist/index.js',
  types: './dist/index.d.ts',
  files: ['dist', 'README.md', 'CHANGELOG.md', 'LICENSE'],
  engines: { node: '>=22.12' },
  publishConfig: { access: 'public' },
};

const budget = [{ name: 'all', path: 'dist/index.js', import: '{ double }', gzip: true, limit: '1 kB' }];

/** The files of a built package in which nothing is wrong. */
export const tinyPackage: Files = {
  'package.json': JSON.stringify(manifest),
  'tsconfig.json': JSON.stringify({ compilerOptions: { lib: ['ES2022'], moduleResolution: 'Bundler', strict: true } }),
  'README.md': '# @x/tiny\n',
  LICENSE: 'MIT\n',
  '.size-limit.json': JSON.stringify(budget),
  'dist/index.js': 'export function double(value) {\n  return value * 2;\n}\n',
  'dist/index.d.ts': '/** Twice the value. */\ndeclare function double(value: number): number;\n\nexport { double };\n',
};
