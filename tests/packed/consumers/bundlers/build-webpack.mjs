import { join } from 'node:path';
import webpack from 'webpack';

const configuration = (entry, target) => ({
  mode: 'production',
  target,
  entry: join(import.meta.dirname, entry),
  output: { path: join(import.meta.dirname, 'out', `webpack-${target}`), filename: `${entry.replace('.', '-')}.cjs` },
});
const compiler = webpack([
  configuration('program.mjs', 'node'),
  configuration('program.cjs', 'node'),
  configuration('program.mjs', 'web'),
  configuration('program.cjs', 'web'),
]);
compiler.run((error, stats) => {
  if (error) throw error;
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  for (const { message } of [...errors, ...warnings]) console.error(message);
  process.exitCode = errors.length + warnings.length === 0 ? 0 : 1;
  compiler.close(() => {});
});
