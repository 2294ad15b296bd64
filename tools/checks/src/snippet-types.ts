import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { broughtAlong, builtDoors } from './built-doors.ts';
import type { Problems } from './report.ts';
import { snippetFile, type Snippet } from './snippets.ts';

/** As strict as we are with ourselves; what does not compile for us does not for a strict user. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node'],
  typeRoots: [fileURLToPath(new URL('../node_modules/@types', import.meta.url))],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Checks the snippets against the built packages, as a user's editor would. */
export function checkSnippetTypes(root: string, snippets: readonly Snippet[]): Problems {
  const texts = new Map(snippets.map((snippet) => [join(root, snippetFile(snippet)), snippet]));
  const compilerOptions = {
    ...options,
    paths: Object.fromEntries([
      ...[...broughtAlong(root)].map(([name, folder]) => [name, [folder]]),
      ...builtDoors(root).map(({ specifier, types }) => [specifier, [types]]),
    ]),
  };
  const host = ts.createCompilerHost(compilerOptions);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.getSourceFile = (file, version, ...rest) => {
    const snippet = texts.get(file);
    return snippet ? ts.createSourceFile(file, snippet.text, version) : getSourceFile(file, version, ...rest);
  };

  const program = ts.createProgram([...texts.keys()], compilerOptions, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, '\n');
    const snippet = file && texts.get(file.fileName);
    if (!file || !snippet) return message;
    return `${snippet.page}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1} ${message}`;
  });
}
