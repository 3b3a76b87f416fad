import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { badInput } from "../../../../kernel/errors.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { topicTree, type TopicRow } from "../../../practice/topics/topic.loaders.js";
import { TopicType } from "../../../practice/topics/topic.type.js";
import { lessonById } from "../../content/lessons/lesson.loaders.js";
import type { LessonRow } from "../../content/lessons/lesson.rows.js";
import { LessonType } from "../../content/lessons/lesson.type.js";
import { trackById } from "../../content/tracks/track.loaders.js";
import type { TrackRow } from "../../content/tracks/track.rows.js";
import { TrackType } from "../../content/tracks/track.type.js";
import { quizById, type QuizRow } from "../../quizzes/authoring/quiz.rows.js";
import { QuizType } from "../../quizzes/authoring/quiz.type.js";
import { reviewSteps } from "../reviews/review-steps.js";
import { LONGEST_PATH } from "./learning-path.js";
import { NextStepReasonType, NextStepType } from "./next-step.type.js";
import { nextSteps } from "./next-steps.js";
import type { NextStep, StepReason } from "./step-score.js";

const STEPS = `Number of steps, 1 to ${LONGEST_PATH}.`;

@Resolver(() => NextStepType)
export class NextStepResolver {
  @Allow("mastery:read")
  @Query(() => [NextStepType], {
    description:
      "Your learning path with lessons and quizzes: what to do next, and why, the best next step first. Problems as in `learningPath`; the next lesson of each track that you take, and lessons on topics that you are weak in; quizzes on topics that you are forgetting. Only what you can open now. At most a third of the steps are of one kind, if there are enough others. Errors: BAD_USER_INPUT.",
  })
  nextSteps(
    @Ctx() context: RequestContext,
    @Arg("first", () => Int, { defaultValue: 10, description: STEPS }) first: number,
  ): Promise<NextStep[]> {
    return nextSteps(context, expectFirst(first));
  }

  @Allow("mastery:read")
  @Query(() => [NextStepType], {
    description:
      "What you are forgetting, the most forgotten first: problems whose review card is due, as in `reviewQueue`; quizzes that are due by your attempts; lessons that you completed, on topics that fade. Only what you can open now. Errors: BAD_USER_INPUT.",
  })
  reviewSteps(
    @Ctx() context: RequestContext,
    @Arg("first", () => Int, { defaultValue: 10, description: STEPS }) first: number,
  ): Promise<NextStep[]> {
    return reviewSteps(context, expectFirst(first));
  }

  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem, for the kind PROBLEM." })
  problem(@Ctx() context: RequestContext, @Root() { kind, id }: NextStep): Promise<ProblemRow | null> | null {
    return kind === "PROBLEM" ? context.loader(problemById).load(id) : null;
  }

  @FieldResolver(() => LessonType, { nullable: true, description: "The lesson, for the kind LESSON." })
  lesson(@Ctx() context: RequestContext, @Root() { kind, id }: NextStep): Promise<LessonRow | null> | null {
    return kind === "LESSON" ? context.loader(lessonById).load(id) : null;
  }

  @FieldResolver(() => QuizType, { nullable: true, description: "The quiz, for the kind QUIZ." })
  quiz(@Ctx() context: RequestContext, @Root() { kind, id }: NextStep): Promise<QuizRow | null> | null {
    return kind === "QUIZ" ? context.loader(quizById).load(id) : null;
  }

  @FieldResolver(() => TopicType, { nullable: true, description: "The topic that it trains. Null for what has none." })
  topic(@Ctx() context: RequestContext, @Root() { topicId }: NextStep): Promise<TopicRow | null> | null {
    return topicOf(context, topicId);
  }
}

@Resolver(() => NextStepReasonType)
export class NextStepReasonResolver {
  @FieldResolver(() => TopicType, { nullable: true, description: "The topic that the reason is about. Null if it is about a track." })
  topic(@Ctx() context: RequestContext, @Root() { topicId }: StepReason): Promise<TopicRow | null> | null {
    return topicOf(context, topicId);
  }

  @FieldResolver(() => TrackType, { nullable: true, description: "The track that the reason is about. Null if it is about a topic." })
  track(@Ctx() context: RequestContext, @Root() { trackId }: StepReason): Promise<TrackRow | null> | null {
    return trackId === null ? null : context.loader(trackById).load(trackId);
  }
}

function topicOf(context: RequestContext, id: string | null): Promise<TopicRow | null> | null {
  return id === null
    ? null
    : context
        .loader(topicTree)
        .load("all")
        .then((tree) => tree.byId(id) ?? null);
}

export function expectFirst(first: number): number {
  if (first >= 1 && first <= LONGEST_PATH) return first;
  const bounds = { minimum: 1, maximum: LONGEST_PATH, actual: first };
  throw badInput("first", `\`first\` must be from 1 to ${LONGEST_PATH}.`, "OUT_OF_RANGE", bounds);
}
