import { GraphQLUnionType, isObjectType, type GraphQLField, type GraphQLSchema } from "graphql";

/** A union with members from several modules. */
export interface ComposedUnion {
  name: string;
  description: string;
  /** `Type.field`: the field that returns the union; it is declared as a Node. */
  field: string;
  /** Names of object types. */
  members: readonly string[];
}

/** Changes the field's type to the union. Throws for an unknown field or member. Changes the schema in place. */
export function installUnion(schema: GraphQLSchema, { name, description, field: path, members }: ComposedUnion): void {
  const [typeName = "", fieldName = ""] = path.split(".");
  const type = schema.getType(typeName);
  const field: GraphQLField<unknown, unknown> | undefined = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (!field) throw new Error(`A union is declared for the unknown field ${path}.`);
  const types = [...new Set(members)].map((member) => {
    const found = schema.getType(member);
    if (!isObjectType(found)) throw new Error(`The union ${name} has the unknown member ${member}.`);
    return found;
  });
  field.type = new GraphQLUnionType({ name, description, types, resolveType: ({ __typename }: { __typename: string }) => __typename });
}
