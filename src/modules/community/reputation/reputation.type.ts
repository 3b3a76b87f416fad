import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../graphql/enum-of.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { REPUTATION_POINTS, REPUTATION_REASONS, type ReputationReason } from "./reputation-points.js";

export interface ReputationEntryRow {
  id: string;
  reason: ReputationReason;
  points: number;
  createdAt: Date;
}

const ReputationReasonEnum = enumOf(REPUTATION_REASONS);
registerEnumType(ReputationReasonEnum, {
  name: "ReputationReason",
  description: "Why reputation changed. More may be added: ignore unknown ones.",
  valuesConfig: {
    UPVOTED: { description: `Someone voted for your thread or reply: ${REPUTATION_POINTS.UPVOTED} points.` },
    DOWNVOTED: { description: `Someone voted against your thread or reply: ${REPUTATION_POINTS.DOWNVOTED} points.` },
    ANSWER_ACCEPTED: { description: `Your reply was accepted as the answer: ${REPUTATION_POINTS.ANSWER_ACCEPTED} points.` },
    ACCEPTED_ANSWER: { description: `You accepted an answer of someone else: ${REPUTATION_POINTS.ACCEPTED_ANSWER} points.` },
  },
});

@ObjectType("ReputationEntry", {
  implements: Node,
  simpleResolvers: true,
  description: "A change of your reputation in the forum. Who voted is not stored in it. Visible to you only.",
})
export class ReputationEntryType implements ReputationEntryRow {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => ReputationReasonEnum, { description: "Why. With the sign of `points` reversed, it was taken back." })
  reason!: ReputationReason;

  @Field(() => Int, { description: "Points added; negative for points taken away." })
  points!: number;

  @Field(() => GraphQLDateTime, { description: "When it happened." })
  createdAt!: Date;
}

export const ReputationEntryConnection = connectionOf("ReputationEntry", () => ReputationEntryType);
