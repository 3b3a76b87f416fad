import { GraphQLUUID as anyCase } from "graphql-scalars";
import { GraphQLScalarType, type ValueNode } from "graphql";

const lower = (value: unknown) => (value as string).toLowerCase();

/** Ids are compared as text, and some clients write them in upper case (RFC 9562 asks readers to accept both). */
export const GraphQLUUID = new GraphQLScalarType({
  ...anyCase.toConfig(),
  parseValue: (value) => lower(anyCase.parseValue(value)),
  parseLiteral: (node: ValueNode, variables) => lower(anyCase.parseLiteral(node, variables)),
});
