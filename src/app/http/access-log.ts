import type { ApolloServerPlugin } from "@apollo/server";
import type { RequestContext } from "../../graphql/context.js";
import type { Logger } from "../../platform/telemetry/logger.js";
import { rootField } from "./operation-metrics.js";

/**
 * Logs one line per request to the endpoint: operation, status, duration, account. `sample` is the share of logged requests, from 0 to
 * 1; failed requests are always logged unless it is 0. Never logs variables or documents.
 */
export function accessLogPlugin({ log, sample }: { log: Logger; sample: number }): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue: { requestId } }) {
      const startedAt = performance.now();
      return {
        async willSendResponse({ operation, response: { http, body }, contextValue: { viewer } }) {
          const errors = body.kind === "single" ? (body.singleResult.errors ?? []) : [];
          if (sample === 0 || (errors.length === 0 && Math.random() >= sample)) return;
          const facts = {
            requestId,
            operation: operation?.operation ?? null,
            field: operation ? rootField(operation) : null,
            status: http.status ?? 200,
            code: errors[0]?.extensions?.code,
            durationMs: Math.round(performance.now() - startedAt),
            viewerId: viewer?.id ?? null,
          };
          // Writing a line takes longer than many requests do: the response goes first.
          setImmediate(() => log.info(facts, "request"));
        },
      };
    },
  };
}
