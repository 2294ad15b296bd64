/** What codes mean: the first pattern that fits. */
export type KindTable<Kind> = readonly (readonly [pattern: RegExp, kind: Kind])[];

/** What a code means, if the table has it. */
export function kindIn<Kind>(table: KindTable<Kind>, code: string): Kind | undefined {
  return table.find(([pattern]) => pattern.test(code))?.[1];
}
