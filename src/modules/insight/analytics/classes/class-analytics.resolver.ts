import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { mayReadProblem } from "../../../../access/policy.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { assignmentById, type AssignmentRow } from "../../../learning/coursework/assignments/assignment.rows.js";
import { ClassAssignmentType } from "../../../learning/coursework/assignments/class-assignment.type.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { learnersPage, readClassAnalytics, type AssignmentFigures, type ClassAnalytics, type LearnerFigures } from "./class-analytics.js";
import {
  ClassAnalyticsType,
  ClassAssignmentFiguresType,
  ClassLearnerFiguresConnection,
  ClassLearnerFiguresType,
  ClassLearnersArgs,
  RiskReasonType,
} from "./class-analytics.type.js";
import type { Risk } from "./risks.js";

@Resolver(() => ClassAnalyticsType)
export class ClassAnalyticsResolver {
  @Allow("class-analytics:read")
  @Query(() => ClassAnalyticsType, {
    description:
      "How a class is doing, and which learners may need help. For instructors and assistants of the class, and admins. Errors: NOT_FOUND, FORBIDDEN for learners of the class.",
  })
  classAnalytics(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) classId: string,
  ): Promise<ClassAnalytics> {
    return readClassAnalytics(em, signedIn, classId);
  }

  @FieldResolver(() => ClassLearnerFiguresConnection, {
    description: "Learners in the order in which they joined. Errors: BAD_USER_INPUT.",
  })
  learners(
    @Root() analytics: ClassAnalytics,
    @Args(() => ClassLearnersArgs) { onlyAtRisk, ...page }: ClassLearnersArgs,
  ): Connection<LearnerFigures> {
    return learnersPage(analytics, onlyAtRisk ?? false, page);
  }
}

@Resolver(() => ClassLearnerFiguresType)
export class ClassLearnerFiguresResolver {
  @FieldResolver(() => UserType, { description: "The account." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: LearnerFigures): Promise<UserType> {
    return (await context.loader(userById).load(userId))!;
  }
}

@Resolver(() => ClassAssignmentFiguresType)
export class ClassAssignmentFiguresResolver {
  @FieldResolver(() => ClassAssignmentType, { nullable: true, description: "The assignment; null if it was deleted meanwhile." })
  assignment(@Ctx() context: RequestContext, @Root() { assignmentId }: AssignmentFigures): Promise<AssignmentRow | null> {
    return context.loader(assignmentById).load(assignmentId);
  }
}

@Resolver(() => RiskReasonType)
export class RiskReasonResolver {
  @FieldResolver(() => ProblemType, {
    nullable: true,
    description: "REPEATED_FAILURE: the problem, unless you may not read it. Null for other kinds.",
  })
  async problem(@Ctx() context: RequestContext, @Root() { problemId }: Risk): Promise<ProblemRow | null> {
    const problem = problemId === null ? null : await context.loader(problemById).load(problemId);
    return problem && mayReadProblem(context.viewer, problem) ? problem : null;
  }
}
