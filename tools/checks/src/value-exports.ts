import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { doors, readManifest } from './manifest.ts';
import type { Problems } from './report.ts';

/**
 * Whether what the types call a value is one at run time, and the other way round. Bundled declarations forget that an
 * export was of a type alone: a class that is only a type compiles as a value, and stops the program that imports it.
 */
export async function checkValueExports(packageFolder: string): Promise<Problems> {
  const problems: string[] = [];
  for (const { types, file } of doors(readManifest(packageFolder))) {
    const declared = valuesOf(join(packageFolder, types));
    const given = Object.keys((await import(pathToFileURL(join(packageFolder, file)).href)) as object);
    for (const name of declared.filter((one) => !given.includes(one))) {
      problems.push(`${types} has ${name} as a value, ${file} has not: export it from there as well`);
    }
    for (const name of given.filter((one) => !declared.includes(one))) problems.push(`${types} has no ${name}`);
  }
  return problems;
}

/** The names that a program may use as values by these declarations. */
function valuesOf(types: string): readonly string[] {
  const program = ts.createProgram([types], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(types);
  const module = source && checker.getSymbolAtLocation(source);
  return (module ? checker.getExportsOfModule(module) : [])
    .filter((symbol) => isValue(symbol, checker))
    .map(({ name }) => name);
}

function isValue(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const isTypeOnly = symbol.declarations?.some(
    (one) => ts.isExportSpecifier(one) && (one.isTypeOnly || one.parent.parent.isTypeOnly),
  );
  const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return !isTypeOnly && (meant.flags & ts.SymbolFlags.Value) !== 0;
}
