import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { topicTree, type TopicRow } from "../../../practice/topics/topic.loaders.js";
import { TopicType } from "../../../practice/topics/topic.type.js";
import { learningPath, LONGEST_PATH, type PathStep } from "./learning-path.js";
import { LearningReasonType, LearningStepType } from "./learning-path.type.js";
import { expectFirst } from "./next-step.resolver.js";
import type { Reason } from "./path-score.js";

@Resolver(() => LearningStepType)
export class LearningPathResolver {
  @Allow("mastery:read")
  @Query(() => [LearningStepType], {
    description:
      "What to practise next, and why: published problems that you can open and have not solved, the best next step first. `nextSteps` has lessons and quizzes too. Errors: BAD_USER_INPUT.",
  })
  learningPath(
    @Ctx() context: RequestContext,
    @Arg("first", () => Int, { defaultValue: 10, description: `Number of steps, 1 to ${LONGEST_PATH}.` }) first: number,
  ): Promise<PathStep[]> {
    return learningPath(context, expectFirst(first));
  }

  @FieldResolver(() => ProblemType, { description: "The problem." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: PathStep): Promise<ProblemRow | null> {
    return context.loader(problemById).load(problemId);
  }

  @FieldResolver(() => TopicType, { description: "The topic that it trains: of its topics, the one with the highest score." })
  topic(@Ctx() context: RequestContext, @Root() { topicId }: PathStep): Promise<TopicRow | undefined> {
    return topicById(context, topicId);
  }
}

@Resolver(() => LearningReasonType)
export class LearningReasonResolver {
  @FieldResolver(() => TopicType, { description: "The topic that the reason is about." })
  topic(@Ctx() context: RequestContext, @Root() { topicId }: Reason): Promise<TopicRow | undefined> {
    return topicById(context, topicId);
  }
}

async function topicById(context: RequestContext, id: string): Promise<TopicRow | undefined> {
  return (await context.loader(topicTree).load("all")).byId(id);
}
