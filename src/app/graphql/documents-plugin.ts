import type { ApolloServerPlugin } from "@apollo/server";
import type { RequestContext } from "../../graphql/context.js";
import { toGraphQLError } from "../../graphql/errors.js";
import type { PrepareDocument } from "../../graphql/prepared-documents.js";

/**
 * Hands Apollo Server documents that are parsed and checked already, each once for HTTP and WebSocket. What exceeds a limit goes
 * to no rule of validation, some of which take quadratic time. What has other problems Apollo Server checks itself, to report
 * all of them.
 */
export function documentsPlugin(prepare: PrepareDocument): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveSource(request) {
          const { document, problems, exceeds } = prepare(request.source);
          // Read-only for plugins by its type; Apollo Server goes on with what is there.
          if (exceeds || problems.length === 0) Object.assign(request, { document });
        },
        async didResolveOperation({ source }) {
          const { exceeds } = prepare(source);
          if (exceeds) throw toGraphQLError(exceeds, 400);
        },
      };
    },
  };
}
