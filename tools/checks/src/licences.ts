import { execute, type Problems } from './report.ts';

/** Licences that ask for no more than a notice. */
const permissive = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'];

/** Others, each for one package and for a reason. */
const exceptions: Readonly<Record<string, string>> = {
  // Copyleft of its own files, which the sandbox uses unchanged.
  '@resvg/resvg-wasm': 'MPL-2.0',
  // A font: free to use and to pass on, not to be sold by itself.
  '@fontsource/zcool-kuaile': 'OFL-1.1',
};

/** By licence, the packages that come with ours at run time: what `pnpm licenses list --json` answers. */
export type Licences = Readonly<Record<string, readonly { readonly name: string }[]>>;

/** Reads the licences of everything that the published packages need at run time. */
export function readLicences(root: string): Licences {
  const { code, stdout, output } = execute(
    'pnpm',
    ['licenses', 'list', '--prod', '--json', '--filter', './packages/*'],
    root,
  );
  if (code !== 0) throw new Error(`pnpm licenses list failed:\n${output}`);
  return JSON.parse(stdout);
}

/** Whoever installs a package of ours takes on no duty that they do not know from MIT. */
export function checkLicences(licences: Licences): Problems {
  return Object.entries(licences).flatMap(([licence, packages]) =>
    packages
      .filter(({ name }) => !permissive.includes(licence) && exceptions[name] !== licence)
      .map(
        ({ name }) =>
          `${name} is under ${licence}: allowed are ${permissive.join(', ')}, and the exceptions in licences.ts`,
      ),
  );
}
