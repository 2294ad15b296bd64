/**
 * Imports what only some runtimes have. The name reaches `import()` as a value, so that no bundler follows it: a
 * bundle of the sandbox for a browser or an edge worker then needs neither Node's modules nor a list of exceptions.
 */
export function importAtRuntime<Module>(specifier: string): Promise<Module> {
  return import(/* @vite-ignore */ /* webpackIgnore: true */ specifier) as Promise<Module>;
}
