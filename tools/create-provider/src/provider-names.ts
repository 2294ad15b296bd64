/** What a provider is called. */
export interface ProviderNames {
  /** Of its folder, package, files, refs, errors and events: `acme`. */
  readonly id: string;
  /** In its types and its factory: `Acme`. */
  readonly name: string;
}

/** The names that stand in the template, where it is a package that works. */
export const TEMPLATE_NAMES: ProviderNames = { id: 'new-provider', name: 'NewProvider' };

/** What is typed to create a provider. */
export const USAGE = `Usage: npx -y pnpm@10 create:provider ID [NAME]

Writes packages/ID, a provider that works, for a service that does not exist.

  ID    of folder, package, files, refs and errors, in kebab-case: acme-ai
  NAME  in types and factory, in PascalCase; from the id (AcmeAi) unless the service writes itself differently: AcmeAI`;

/**
 * The names from what was typed: `acme`, or `acme AcmeAI` where the service writes itself in a way that does not follow
 * from the id.
 *
 * @throws Error in words for whoever typed it
 */
export function toProviderNames(words: readonly string[]): ProviderNames {
  const [id = '', name = pascalCase(id), ...others] = words;
  if (id === '' || others.length > 0) throw new Error(USAGE);
  if (!/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(id) || id.length > 40) {
    throw new Error(`"${id}" is no id: it must be kebab-case, like acme or acme-images, and at most 40 characters`);
  }
  if (!/^[A-Z][A-Za-z\d]*$/.test(name)) {
    throw new Error(`"${name}" is no name: it must be PascalCase, like Acme or AcmeAI`);
  }
  return { id, name };
}

/** A text of the template in the provider's names; paths too. */
export function rename(text: string, from: ProviderNames, to: ProviderNames): string {
  return text.replaceAll(from.id, to.id).replaceAll(from.name, to.name);
}

function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
