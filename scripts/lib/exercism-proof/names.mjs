// How the general mechanism finds the function of a solution, and the order of its arguments.

const plain = (name) => name.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase();

/** Of functions with a `name`: that of the property, else the only one. */
export function nameThatFits(functions, property) {
  return functions.find(({ name }) => plain(name) === plain(property)) ?? (functions.length === 1 ? functions[0] : undefined);
}

/** Those of `given` in the order of the parameters if these have the same names, else as they are. */
export function argumentsOf(parameters, given) {
  const ordered = parameters.map((name) => given.find((one) => plain(one) === plain(name)));
  return (ordered.length === given.length && !ordered.includes(undefined) ? ordered : given).join(", ");
}

/** What a table by function has for one. One of several signatures of a property has an entry of its own before that of the property. */
export const entryOf = (table, { slug, property, part }) =>
  table?.[`${slug}/${property}#${part}`] ?? table?.[`${slug}/${property}`] ?? null;
