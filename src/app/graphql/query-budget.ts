import type { ApolloServerPlugin } from "@apollo/server";
import type { DocumentNode, OperationDefinitionNode } from "graphql";
import { costOf } from "../../graphql/complexity.js";
import type { RequestContext } from "../../graphql/context.js";
import { toGraphQLError } from "../../graphql/errors.js";
import { MAX_QUERY_COST } from "../../graphql/limits.js";
import { AppError } from "../../kernel/errors.js";
import { networkOf } from "../../kernel/network.js";
import { MINUTE_MS, SECOND_MS } from "../../kernel/units.js";
import type { RateLimiter, Spending } from "../../platform/redis/rate-limit.js";

export interface QueryBudget {
  /** Charges an operation to the account's budget, or to that of the network if anonymous. Throws RATE_LIMITED. */
  pay(document: DocumentNode, operation: OperationDefinitionNode, context: RequestContext): Promise<Payment>;
}

export interface Payment {
  cost: number;
  limit: number;
  /** Null without a limit, and while Redis is unreachable. */
  spending: Spending | null;
}

export function createQueryBudget({ limiter, perMinute }: { limiter: RateLimiter; perMinute: number }): QueryBudget {
  const limit = { name: "query-cost", most: perMinute, windowMs: MINUTE_MS };
  return {
    async pay(document, operation, { viewer, address }) {
      // An operation above the limit is refused, and is charged no more than the limit.
      const cost = Math.min(costOf(document, operation), MAX_QUERY_COST);
      const spending = perMinute > 0 ? await limiter.spend(limit, viewer?.id ?? networkOf(address), cost) : null;
      if (!spending?.exceeded) return { cost, limit: perMinute, spending };
      const message = `Your operations in this minute cost more than ${perMinute}. Wait a moment, or select fewer fields.`;
      throw new AppError("RATE_LIMITED", message, { retryAfterMs: spending.resetMs, limit: perMinute });
    },
  };
}

/**
 * Charges each operation before it runs. Reports the cost and what is left in `extensions.cost` and in the RateLimit headers
 * (draft-ietf-httpapi-ratelimit-headers).
 */
export function budgetPlugin(budget: QueryBudget): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      let paid: Payment | undefined;
      return {
        async didResolveOperation({ document, operation, contextValue }) {
          if (!operation) return;
          try {
            paid = await budget.pay(document, operation, contextValue);
          } catch (error) {
            throw toGraphQLError(error as AppError, 429);
          }
        },
        async willSendResponse({ response, errors }) {
          const {
            http: { headers },
            body,
          } = response;
          if (paid?.spending) {
            const { limit, spending } = paid;
            headers.set("ratelimit-policy", `"cost";q=${limit};w=${MINUTE_MS / SECOND_MS}`);
            headers.set("ratelimit", `"cost";r=${spending.remaining};t=${Math.ceil(spending.resetMs / SECOND_MS)}`);
          }
          const waitMs = errors?.map(retryAfterOf).find((ms) => ms !== undefined);
          if (waitMs !== undefined) headers.set("retry-after", String(Math.ceil(waitMs / SECOND_MS)));
          if (body.kind !== "single" || !paid) return;
          const { cost, limit, spending } = paid;
          const left = spending && { limit, remaining: spending.remaining, resetMs: spending.resetMs };
          body.singleResult.extensions = { ...body.singleResult.extensions, cost: { requested: cost, ...left } };
        },
      };
    },
  };
}

function retryAfterOf({ originalError }: { originalError?: unknown }): number | undefined {
  return originalError instanceof AppError ? originalError.extensions.retryAfterMs : undefined;
}
