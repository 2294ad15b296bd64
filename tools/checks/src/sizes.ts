import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execute, type Problems } from './report.ts';

interface Size {
  readonly name: string;
  readonly passed: boolean;
  readonly size: number;
  readonly sizeLimit: number;
}

/** The budgets in the package's .size-limit.json. The tool finds its plugins in the folder it is started in. */
export function checkSizes(packageFolder: string, toolFolder: string): Problems {
  const config = join(packageFolder, '.size-limit.json');
  if (!existsSync(config)) return [];
  const tool = join(toolFolder, 'node_modules', '.bin', 'size-limit');
  const { stdout, output } = execute(tool, ['--config', config, '--json'], toolFolder);
  if (!stdout.trimStart().startsWith('[')) return [output];
  const sizes: readonly Size[] = JSON.parse(stdout);
  return sizes.flatMap(({ name, passed, size, sizeLimit }) => {
    const line = `${name}: ${size} of ${sizeLimit} bytes, minified and gzipped`;
    if (passed) console.log(`  ${line}`);
    return passed ? [] : [line];
  });
}
