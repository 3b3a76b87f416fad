import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { FADED_BELOW, REASON_WEIGHTS, REASONS, TARGET, type Reason, type ReasonKind } from "./path-score.js";
import type { PathStep } from "./learning-path.js";

const KindEnum = enumOf(REASONS);
registerEnumType(KindEnum, {
  name: "LearningReasonKind",
  description: "Why a problem is a good next step.",
  valuesConfig: {
    SUCCESS_IN_REACH: {
      description: `You will probably solve it: \`value\` is the predicted probability. The reason counts fully from ${TARGET.from} to ${TARGET.to}, and less for easier and harder problems. Weight ${REASON_WEIGHTS.SUCCESS_IN_REACH}.`,
    },
    LOW_MASTERY: { description: `You know little of the topic: \`value\` is your mastery of it. Weight ${REASON_WEIGHTS.LOW_MASTERY}.` },
    FADING: {
      description: `You are forgetting the topic: \`value\` is the mean probability of recall of your review cards, below ${FADED_BELOW}. Weight ${REASON_WEIGHTS.FADING}.`,
    },
    UNFINISHED: { description: `You tried the problem and have not solved it; \`value\` is 1. Weight ${REASON_WEIGHTS.UNFINISHED}.` },
  },
});

@ObjectType("LearningReason", { simpleResolvers: true, description: "One reason for a step of your learning path." })
export class LearningReasonType implements Omit<Reason, "topicId"> {
  @Field(() => KindEnum, { description: "The reason." })
  kind!: ReasonKind;

  @Field(() => Float, { description: "The number that the reason is about; see its kind." })
  value!: number;

  @Field(() => Float, { description: "The largest contribution that a reason of this kind can have." })
  weight!: number;

  @Field(() => Float, { description: "What it adds to the score of the step." })
  contribution!: number;
}

@ObjectType("LearningStep", {
  simpleResolvers: true,
  description: "A problem of your learning path, with the reasons. Visible to you only.",
})
export class LearningStepType implements Pick<PathStep, "predictedSuccess" | "score"> {
  @Field(() => Float, {
    description:
      "Probability that your next submission is accepted: your mastery of the topic, moved by how hard the problem is for others.",
  })
  predictedSuccess!: number;

  @Field(() => Float, { description: "Sum of the contributions of all reasons, 0 to 1. Steps are sorted by it." })
  score!: number;

  @Field(() => [LearningReasonType], { description: "Why, the most important reason first." })
  reasons!: Reason[];
}
