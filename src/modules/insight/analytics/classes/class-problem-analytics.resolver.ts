import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { mayReadProblem } from "../../../../access/policy.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { readClassProblemAnalytics, type ClassProblemAnalytics } from "./class-problem-analytics.js";
import { ClassProblemAnalyticsType } from "./class-problem-analytics.type.js";

@Resolver(() => ClassProblemAnalyticsType)
export class ClassProblemAnalyticsResolver {
  @Allow("class-analytics:read")
  @Query(() => ClassProblemAnalyticsType, {
    description:
      "Hardest tests, common wrong answers and compile errors of a class at a problem of its assignments. For instructors and assistants of the class, and admins. Errors: NOT_FOUND, also for problems of no assignment that has opened; FORBIDDEN for learners of the class.",
  })
  classProblemAnalytics(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) classId: string,
    @Arg("problemId", () => idOf("Problem"), { description: "The problem." }) problemId: string,
  ): Promise<ClassProblemAnalytics> {
    return readClassProblemAnalytics(em, signedIn, classId, problemId);
  }

  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem; null if you may not read it." })
  async problem(@Ctx() context: RequestContext, @Root() { problemId }: ClassProblemAnalytics): Promise<ProblemRow | null> {
    const problem = await context.loader(problemById).load(problemId);
    return problem && mayReadProblem(context.viewer, problem) ? problem : null;
  }
}
