import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { readProblemAnalytics, type ProblemAnalytics } from "./problem-analytics.js";
import { ProblemAnalyticsType } from "./problem-analytics.type.js";

@Resolver()
export class ProblemAnalyticsResolver {
  @Allow("analytics:read")
  @Query(() => ProblemAnalyticsType, {
    description:
      "How people do at a problem. For its author, co-authors and admins. Errors: NOT_FOUND, FORBIDDEN when you may see the problem but not edit it.",
  })
  problemAnalytics(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("problemId", () => idOf("Problem"), { description: "The problem." }) problemId: string,
  ): Promise<ProblemAnalytics> {
    return readProblemAnalytics(em, signedIn, problemId);
  }
}
