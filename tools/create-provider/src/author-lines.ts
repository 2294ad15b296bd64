import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How much of a provider its author writes: the lines of all that is published (src/*.ts without tests and `testing/`,
 * index.ts included) that are neither blank nor comment, as prettier breaks them.
 */
export function countAuthorLines(packageFolder: string): number {
  return globSync('src/**/*.ts', { cwd: packageFolder })
    .filter((file) => !/\.(test|test-d|bench)\.ts$|[\\/]testing[\\/]/.test(file))
    .flatMap((file) => readFileSync(join(packageFolder, file), 'utf8').split('\n'))
    .filter((line) => !/^\s*(\/\/|\/\*|\*|$)/.test(line)).length;
}
