/** Selections of everything that a type has, as text. */
import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";

const PAGE = 5;

/** All fields without required arguments, objects to this depth. No type is entered twice on a path. */
export function deepSelection(schema: GraphQLSchema, type: GraphQLNamedType, depth: number, path: readonly string[] = []): string {
  if (isLeafType(type)) return "";
  const within = [...path, type.name];
  const fieldsOf = (fields: GraphQLField<unknown, unknown>[], prefix = "") =>
    fields.flatMap((field) => {
      const named = getNamedType(field.type);
      if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined)) return [];
      const pages = field.args.some(({ name }) => name === "first") ? `(first: ${PAGE})` : "";
      const called = `${prefix && `${prefix}_${field.name}: `}${field.name}${pages}`;
      if (isLeafType(named)) return [called];
      // A page is no level of its own.
      const below = named.name.endsWith("Connection") || named.name.endsWith("Payload") ? depth : depth - 1;
      if (below < 0 || within.includes(named.name) || field.name === "edges" || field.name === "pageInfo") return [];
      const selection = deepSelection(schema, named, below, within);
      return selection === "" ? [] : [`${called} ${selection}`];
    });
  const selected = isObjectType(type)
    ? fieldsOf(Object.values(type.getFields()))
    : isUnionType(type) || (isInterfaceType(type) && type.name !== "Node")
      ? schema
          .getPossibleTypes(type)
          .map((one) => `... on ${one.name} { __typename ${fieldsOf(simple(one.getFields()), one.name).join(" ")} }`)
      : [];
  return `{ __typename ${selected.join(" ")} }`;
}

/** Id and name: a document has a limited number of aliases. */
function simple(fields: Record<string, GraphQLField<unknown, unknown>>): GraphQLField<unknown, unknown>[] {
  return ["id", "title", "name"].flatMap((name) => fields[name] ?? []);
}
