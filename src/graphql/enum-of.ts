/** Turns a list of names into the object that registerEnumType takes. */
export function enumOf<T extends string>(names: readonly T[]): { [N in T]: N } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [N in T]: N };
}
