import { GraphQLNonNull, type GraphQLSchema } from "graphql";

/**
 * Makes every root field nullable and says so in its description: a failing field does not erase the others, and of two mutations the
 * first keeps its result. Changes the schema in place.
 */
export function makeRootsNullable(schema: GraphQLSchema): void {
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const strict = field.type instanceof GraphQLNonNull;
      if (field.type instanceof GraphQLNonNull) field.type = field.type.ofType as typeof field.type;
      const failing = field.extensions.allow === "public" ? "it fails" : "it fails, as for a viewer who may not use it";
      field.description = `${field.description ?? ""} Null ${strict ? "only" : "also"} when ${failing}; \`errors\` says why.`.trim();
    }
  }
}
