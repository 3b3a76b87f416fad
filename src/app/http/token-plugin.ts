import { HeaderMap, type ApolloServerPlugin } from "@apollo/server";
import { GraphQLError } from "graphql";
import type { RequestContext } from "../../graphql/context.js";
import { refusedToken, worksWithAnyToken } from "../../graphql/token-use.js";

/** Answers 401 to an `Authorization` header with an invalid credential, unless the operation works with any token (RFC 6750). */
export function tokenPlugin(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ schema, contextValue: { tokenFault } }) {
      if (!tokenFault) return;
      return {
        async didResolveOperation({ document, operation }) {
          const type = operation && schema.getRootType(operation.operation);
          if (!type || worksWithAnyToken(type, document, operation)) return;
          const originalError = refusedToken(tokenFault);
          const headers = new HeaderMap([["www-authenticate", `Bearer error="invalid_token", error_description="${tokenFault}"`]]);
          throw new GraphQLError(originalError.message, { originalError, extensions: { http: { status: 401, headers } } });
        },
      };
    },
  };
}
