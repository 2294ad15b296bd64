import { CloudError } from './cloud-error.ts';
import type { ParameterMembers, ParameterType } from './cloud-parameters.ts';

/** Far more than any parameter has; names of thousands of parts would be too deep to walk through. */
const mostParts = 10;

type Tree = Map<string, Tree | string>;

/**
 * Reads the parameters of a GET: `ImageInfos.0.ImageUrl=…` for what is nested, and everything is text until the
 * documented type says otherwise. What fits no type stays text, and is refused where types are checked.
 *
 * @throws CloudError `InvalidParameter`
 */
export function readQueryParameters(query: string, members: ParameterMembers): unknown {
  const root: Tree = new Map();
  for (const [name, value] of new URLSearchParams(query)) {
    const parts = name.split('.');
    if (parts.length > mostParts) {
      throw new CloudError('InvalidParameter', `The name of a parameter has more than ${mostParts} parts.`);
    }
    plant(root, parts, value);
  }
  return grow(root, members);
}

function plant(tree: Tree, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree.set(name, value);
    return;
  }
  const branch = tree.get(name);
  const below: Tree = branch instanceof Map ? branch : new Map<string, Tree | string>();
  tree.set(name, below);
  plant(below, rest, value);
}

function grow(tree: Tree | string, type: ParameterType | undefined): unknown {
  if (typeof tree === 'string') return typed(tree, type);
  if (isList(type)) return Array.from(tree.values(), (item) => grow(item, type[0]));
  const members = typeof type === 'object' ? type : {};
  return Object.fromEntries(Array.from(tree, ([name, below]) => [name, grow(below, members[name])]));
}

function typed(text: string, type: ParameterType | undefined): unknown {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/u.test(text)) return Number(text);
  return text;
}

function isList(type: ParameterType | undefined): type is readonly [ParameterType] {
  return Array.isArray(type);
}
