import type { ApolloServerOptions } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { RequestContext } from "../../graphql/context.js";
import { execute } from "../../graphql/execute.js";

type Gateway = NonNullable<Extract<ApolloServerOptions<RequestContext>, { gateway: unknown }>["gateway"]>;

/** Makes Apollo Server execute operations with our executor: a gateway is its only way to do so. */
export function executorFor(schema: GraphQLSchema): Gateway {
  return {
    onSchemaLoadOrUpdate(use) {
      use({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, request: { operationName, variables }, context }) =>
        execute({ schema, document, operationName, variableValues: variables, contextValue: context }),
    }),
    stop: async () => undefined,
  };
}
