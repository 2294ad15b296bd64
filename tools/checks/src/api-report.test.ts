import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkApiReport, updateApiReport } from './api-report.ts';
import { tinyPackage } from './testing/tiny-package.ts';
import { workspace, write } from './testing/workspace.ts';

/** A package whose report is in order. */
function reported(): string {
  const folder = workspace(tinyPackage);
  updateApiReport(folder);
  return folder;
}

const declarations = tinyPackage['dist/index.d.ts'] ?? '';

test('a package without a report is told how to get one', () => {
  const problems = checkApiReport(workspace(tinyPackage));
  expect(problems[0]).toMatch(/^etc\/index\.api\.md is not what the build gives/);
  expect(problems[1]).toContain('pnpm api:update');
});

test('a report that says what the build gives passes, with either line ending', () => {
  const folder = reported();
  expect(checkApiReport(folder)).toEqual([]);
  const report = readFileSync(join(folder, 'etc/index.api.md'), 'utf8');
  expect(report).toContain('export function double(value: number): number;');
  write(folder, { 'etc/index.api.md': report.replaceAll('\n', '\r\n') });
  expect(checkApiReport(folder)).toEqual([]);
});

test('a changed signature is named, with the command to accept it', () => {
  const folder = reported();
  write(folder, { 'dist/index.d.ts': declarations.replace('value: number', 'value: number | bigint') });
  expect(checkApiReport(folder)).toEqual([
    expect.stringContaining('should be "export function double(value: number | bigint): number;"'),
    expect.stringContaining('pnpm api:update'),
  ]);
});

test('a symbol, or a member of one, without documentation is a fault', () => {
  const folder = reported();
  write(folder, {
    'dist/index.d.ts': `
      declare function double(value: number): number;
      /** Options. */
      interface Options {
        silent: boolean;
        readonly kind: 'options';
      }
      export { double, type Options };`,
  });
  const problems = checkApiReport(folder).join('\n');
  expect(problems).toContain('Missing documentation for "double"');
  expect(problems).toContain('Missing documentation for "silent"');
  expect(problems).not.toContain('"Options"');
  // There is nothing to say about it that its type does not.
  expect(problems).not.toContain('"kind"');
});

test('documentation whose references lead nowhere is a fault', () => {
  const folder = reported();
  write(folder, { 'dist/index.d.ts': declarations.replace('the value.', 'the value; see {@link treble}.') });
  expect(checkApiReport(folder).join('\n')).toContain('treble');
});

test('the report of a door that is gone has to go, and goes with an update', () => {
  const folder = reported();
  write(folder, { 'etc/provider.api.md': 'old' });
  expect(checkApiReport(folder)[0]).toBe('etc/provider.api.md is the report of no door');
  updateApiReport(folder);
  expect(readdirSync(join(folder, 'etc'))).toEqual(['index.api.md']);
});
