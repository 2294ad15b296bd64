import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How much of a provider its author writes: the lines of all that is published (src/*.ts without tests and `testing/`,
 * index.ts included) that are neither blank nor comment, as prettier breaks them. What index.ts passes on from core is
 * the same in every package, and nobody writes it.
 */
export function countAuthorLines(packageFolder: string): number {
  return globSync('src/**/*.ts', { cwd: packageFolder })
    .filter((file) => !/\.(test|test-d|bench)\.ts$|[\\/]testing[\\/]/.test(file))
    .map((file) =>
      readFileSync(join(packageFolder, file), 'utf8').replace(/^export (type )?\{[^}]*\} from '@x\/core';/gm, ''),
    )
    .flatMap((text) => text.split('\n'))
    .filter((line) => !/^\s*(\/\/|\/\*|\*|$)/.test(line)).length;
}
