import type { ApolloServerPlugin } from "@apollo/server";
import { Kind, type OperationDefinitionNode } from "graphql";
import type { RequestContext } from "../../graphql/context.js";
import { SECOND_MS } from "../../kernel/units.js";
import type { Metrics } from "../../platform/telemetry/metrics.js";
import type { Span, Tracing } from "../../platform/telemetry/tracing.js";

/** Counts, times and traces each operation. Metrics and spans are named by its first root field, as that set is closed. */
export function observePlugin({ metrics, tracing }: { metrics: Metrics; tracing: Tracing }): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ request, contextValue }) {
      const startedAt = performance.now();
      const parent = request.http?.headers.get("traceparent");
      const span: Span = tracing.start("graphql", {
        kind: "server",
        parent,
        attributes: { "codequest.request_id": contextValue.requestId },
      });
      contextValue.traceparent = span.traceparent;
      return {
        async willSendResponse({ operation, response }) {
          const errors = response.body.kind === "single" ? (response.body.singleResult.errors ?? []) : [];
          const codes = errors.map(({ extensions }) => (typeof extensions?.code === "string" ? extensions.code : "INTERNAL_SERVER_ERROR"));
          for (const code of codes) metrics.fieldError(code);
          const field = operation ? rootField(operation) : "none";
          metrics.operation(field, codes[0] ?? "ok", (performance.now() - startedAt) / SECOND_MS);
          span.end({ "graphql.operation.type": operation?.operation ?? "none", "codequest.field": field }, codes[0] && new Error(codes[0]));
        },
      };
    },
  };
}

/** Names an operation by its first root field: unlike names chosen by clients, the set is closed. */
export function rootField({ selectionSet: { selections } }: OperationDefinitionNode): string {
  const [first] = selections;
  return first?.kind === Kind.FIELD ? first.name.value : "fragment";
}
