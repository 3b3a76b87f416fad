import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { QUIZ_RATINGS } from "../reviews/quiz-memory.js";
import { FADED_BELOW, REASON_WEIGHTS, TARGET } from "./path-score.js";
import {
  LESSON_WEIGHTS,
  QUIZ_WEIGHTS,
  STEP_KINDS,
  STEP_REASONS,
  WEAK_BELOW,
  type NextStep,
  type StepKind,
  type StepReason,
  type StepReasonKind,
} from "./step-score.js";

const KindEnum = enumOf(STEP_KINDS);
registerEnumType(KindEnum, {
  name: "NextStepKind",
  description: "What a step is about.",
  valuesConfig: {
    PROBLEM: { description: "`problem`." },
    LESSON: { description: "`lesson`." },
    QUIZ: { description: "`quiz`." },
  },
});

const ReasonEnum = enumOf(STEP_REASONS);
registerEnumType(ReasonEnum, {
  name: "NextStepReasonKind",
  description: "Why something is a good next step.",
  valuesConfig: {
    NEXT_IN_TRACK: {
      description: `The next lesson of a track that you take, whose prerequisites you have completed: \`value\` is the share of the track's lessons that you completed. Weight ${LESSON_WEIGHTS.NEXT_IN_TRACK}.`,
    },
    SUCCESS_IN_REACH: {
      description: `You will probably succeed: \`value\` is the predicted probability. Counts fully from ${TARGET.from} to ${TARGET.to}. Weight ${REASON_WEIGHTS.SUCCESS_IN_REACH} for problems, ${QUIZ_WEIGHTS.SUCCESS_IN_REACH} for quizzes.`,
    },
    LOW_MASTERY: {
      description: `You know little of the topic: \`value\` is your mastery of it. Weight ${LESSON_WEIGHTS.LOW_MASTERY} for lessons, ${REASON_WEIGHTS.LOW_MASTERY} for problems, ${QUIZ_WEIGHTS.LOW_MASTERY} for quizzes. Lessons outside of your tracks are offered for topics that you have practised, below a mastery of ${WEAK_BELOW}.`,
    },
    FADING: {
      description: `You are forgetting it: \`value\` is the probability of recall now. In \`nextSteps\` that of the topic, below ${FADED_BELOW}, with the weight ${QUIZ_WEIGHTS.FADING} for quizzes and ${REASON_WEIGHTS.FADING} for problems. In \`reviewSteps\` that of the problem or quiz, or of the lesson's topic, with the weight 1. Attempts at a quiz count as reviews: GOOD from ${QUIZ_RATINGS.good} of the points, HARD from ${QUIZ_RATINGS.hard}, else AGAIN.`,
    },
    UNFINISHED: { description: `You began it and have not finished it; \`value\` is 1. Weight ${REASON_WEIGHTS.UNFINISHED}.` },
  },
});

@ObjectType("NextStepReason", { simpleResolvers: true, description: "One reason for a step." })
export class NextStepReasonType implements Omit<StepReason, "topicId" | "trackId"> {
  @Field(() => ReasonEnum, { description: "The reason." })
  kind!: StepReasonKind;

  @Field(() => Float, { description: "The number that the reason is about; see its kind." })
  value!: number;

  @Field(() => Float, { description: "The largest contribution that the reason can have for a step of this kind." })
  weight!: number;

  @Field(() => Float, { description: "What it adds to the score of the step." })
  contribution!: number;
}

@ObjectType("NextStep", {
  simpleResolvers: true,
  description: "A problem, lesson or quiz to do next or to repeat, with the reasons. Visible to you only.",
})
export class NextStepType implements Omit<NextStep, "id" | "topicId"> {
  @Field(() => KindEnum, { description: "Which of `problem`, `lesson` and `quiz` is set." })
  kind!: StepKind;

  @Field(() => Float, {
    nullable: true,
    description:
      "In `nextSteps`, the probability that your next submission to the problem is accepted, or that you answer a question of the quiz's topic correctly. Null for lessons and in `reviewSteps`.",
  })
  predictedSuccess!: number | null;

  @Field(() => Float, { description: "Sum of the contributions of all reasons, 0 to 1. Steps are sorted by it." })
  score!: number;

  @Field(() => [NextStepReasonType], { description: "Why, the most important reason first." })
  reasons!: StepReason[];
}
