import type { ApolloServerPlugin } from "@apollo/server";
import type { RequestContext } from "../../graphql/context.js";
import { toGraphQLError } from "../../graphql/errors.js";
import type { PrepareDocument } from "../../graphql/prepared-documents.js";

/**
 * Gives Apollo Server documents that are already parsed and validated, once for HTTP and WebSocket. A document that exceeds a limit
 * skips the validation rules, some of which take quadratic time. Documents with other problems are validated by Apollo Server, which
 * reports all of them.
 */
export function documentsPlugin(prepare: PrepareDocument): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveSource(request) {
          const { document, problems, exceeds } = prepare(request.source);
          // Typed as read-only for plugins, but Apollo Server uses the assigned document.
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
