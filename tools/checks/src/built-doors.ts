import { join } from 'node:path';
import { doors, publishedPackages, readManifest } from './manifest.ts';

/** What a program that has installed our packages can import. */
export interface Importable {
  /** `@x/core/provider`. */
  readonly specifier: string;
  /** Absolute paths. */
  readonly types: string;
  readonly file: string;
}

/** The doors of all published packages, as they are built. */
export function builtDoors(root: string): readonly Importable[] {
  return publishedPackages(root).flatMap((folder) => {
    const manifest = readManifest(join(root, folder));
    return doors(manifest).map(({ name, types, file }) => ({
      specifier: name === '' ? manifest.name : `${manifest.name}/${name}`,
      types: join(root, folder, types),
      file: join(root, folder, file),
    }));
  });
}

/** Where the packages are installed that ours bring along, by name: valibot for authors, for instance. */
export function broughtAlong(root: string): ReadonlyMap<string, string> {
  return new Map(
    publishedPackages(root).flatMap((folder) =>
      Object.keys(readManifest(join(root, folder)).dependencies ?? {})
        .filter((name) => !name.startsWith('@x/'))
        .map((name) => [name, join(root, folder, 'node_modules', name)] as const),
    ),
  );
}
