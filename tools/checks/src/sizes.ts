import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isClient, readManifest } from './manifest.ts';
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
  if (!existsSync(config)) {
    // The sandbox is a server: nobody bundles it.
    return isClient(readManifest(packageFolder)) ? ['.size-limit.json is missing: a client has a budget'] : [];
  }
  const tool = join(toolFolder, 'node_modules', '.bin', 'size-limit');
  const { stdout, output } = execute(tool, ['--config', config, '--json'], toolFolder);
  if (!stdout.trimStart().startsWith('[')) return [output];
  const sizes: readonly Size[] = JSON.parse(stdout);
  return sizes.flatMap(({ name, passed, size, sizeLimit }) => {
    const line = `${name}: ${size} of ${sizeLimit} bytes, minified and gzipped`;
    if (passed) console.log(`  ${line}`);
    return passed ? [] : [`${line}. Make it smaller, or say in the commit why the budget grows`];
  });
}
