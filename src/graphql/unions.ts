import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLUnionType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from "graphql";

/** A union with members from several modules. */
export interface ComposedUnion {
  name: string;
  description: string;
  /** `Type.field`: fields that return the union, or lists of it; they are declared with Node in its place. */
  fields: readonly string[];
  /** Names of object types. */
  members: readonly string[];
}

/** Changes the types of the fields. Throws for an unknown field or member. Changes the schema in place. */
export function installUnion(schema: GraphQLSchema, { name, description, fields, members }: ComposedUnion): void {
  const types = [...new Set(members)].map((member) => {
    const found = schema.getType(member);
    if (!isObjectType(found)) throw new Error(`The union ${name} has the unknown member ${member}.`);
    return found;
  });
  const union = new GraphQLUnionType({ name, description, types, resolveType: ({ __typename }: { __typename: string }) => __typename });
  for (const path of fields) {
    const [typeName = "", fieldName = ""] = path.split(".");
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) throw new Error(`A union is declared for the unknown field ${path}.`);
    field.type = inPlaceOf(field.type, union);
  }
}

/** Keeps lists and non-null types. */
function inPlaceOf(type: GraphQLOutputType, union: GraphQLUnionType): GraphQLOutputType {
  if (isNonNullType(type)) return new GraphQLNonNull(inPlaceOf(type.ofType as GraphQLOutputType, union) as GraphQLUnionType);
  if (isListType(type)) return new GraphQLList(inPlaceOf(type.ofType as GraphQLOutputType, union));
  return union;
}
