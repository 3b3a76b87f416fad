import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { FACTORS, type Factor } from "../model/features.js";
import type { Explanation } from "../model/mastery-model.js";
import type { TopicMasteryRow } from "./topic-mastery.rows.js";

export const FactorEnum = enumOf(FACTORS);
registerEnumType(FactorEnum, {
  name: "MasteryFactorKind",
  description: "What a part of a mastery estimate comes from.",
  valuesConfig: {
    BASE: { description: "The constant of the model." },
    TOPIC_DIFFICULTY: { description: "How often all learners answer correctly on the topic." },
    LEARNER_ABILITY: { description: "The learner's answers on all topics, compared with those of other learners on the same topics." },
    TOPIC_HISTORY: { description: "All answers of the learner on the topic." },
    RECENT_ANSWERS: { description: "The learner's last answers on the topic, which count more." },
  },
});

@ObjectType("MasteryFactor", { simpleResolvers: true, description: "One part of a mastery estimate." })
export class MasteryFactorType implements Explanation {
  @Field(() => FactorEnum, { description: "What it comes from." })
  factor!: Factor;

  @Field(() => Float, {
    description: "What it adds to the log odds, ln(p / (1 − p)), of the probability. The contributions of all factors add up to them.",
  })
  contribution!: number;
}

/** Answers between which `trend` compares. */
export const TREND_ANSWERS = 10;

@ObjectType("TopicMastery", {
  implements: Node,
  simpleResolvers: true,
  description:
    "What a learner knows of one topic, estimated by `masteryModel` from the learner's answers: judged submissions to published problems of the topic, and answers in graded quizzes that show their solutions with the attempt. Visible to the learner and, by `User.mastery`, to admins.",
})
export class TopicMasteryType implements Pick<TopicMasteryRow, "id" | "lastAnsweredAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => GraphQLDateTime, { description: "When the learner gave the newest of these answers." })
  lastAnsweredAt!: Date;
}

export const TopicMasteryConnection = connectionOf("TopicMastery", () => TopicMasteryType);
