import { GraphQLDate } from "graphql-scalars";
import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { MOST_DAYS, readPlatformAnalytics, type PlatformAnalytics } from "./platform-analytics.js";
import { PlatformAnalyticsType } from "./platform-analytics.type.js";

@Resolver()
export class PlatformAnalyticsResolver {
  @Allow("platform-analytics:read")
  @Query(() => PlatformAnalyticsType, {
    description: `Activity, retention and judging by day (UTC), from \`from\` to \`to\`, at most ${MOST_DAYS} days. For admins. Errors: BAD_USER_INPUT.`,
  })
  platformAnalytics(
    @Ctx() { em }: RequestContext,
    @Arg("from", () => GraphQLDate, { description: "First day, as YYYY-MM-DD, included." }) from: Date,
    @Arg("to", () => GraphQLDate, { description: "Last day, as YYYY-MM-DD, included." }) to: Date,
  ): Promise<PlatformAnalytics> {
    return readPlatformAnalytics(em, from, to);
  }
}
