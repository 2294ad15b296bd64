/** The defaults, and what is given in their place; `undefined` stands for "not given". Other members are left out. */
export function withDefaults<Values extends Readonly<Record<string, number>>>(
  defaults: Values,
  given: { readonly [Name in keyof Values]?: number | undefined } = {},
): Values {
  return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, given[name] ?? value])) as Values;
}
