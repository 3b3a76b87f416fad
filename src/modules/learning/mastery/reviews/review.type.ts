import { IsOptional, Max, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import type { CardRow, ReviewRow, SettingsRow } from "./review.rows.js";
import { CARD_STATES, RETENTION, REVIEW_RATINGS, type CardState, type ReviewRating } from "./schedule.js";

const RatingEnum = enumOf(REVIEW_RATINGS);
registerEnumType(RatingEnum, {
  name: "ReviewRating",
  description: "How well you recalled the solution of a problem.",
  valuesConfig: {
    AGAIN: { description: "You did not recall it." },
    HARD: { description: "You recalled it with serious difficulty." },
    GOOD: { description: "You recalled it after some thought." },
    EASY: { description: "You recalled it at once." },
  },
});

const StateEnum = enumOf(CARD_STATES);
registerEnumType(StateEnum, {
  name: "ReviewCardState",
  description: "Stage of a review card.",
  valuesConfig: {
    NEW: { description: "Not reviewed yet." },
    LEARNING: { description: "Reviewed recently for the first time; the next review is minutes away." },
    REVIEW: { description: "Reviewed at intervals of days." },
    RELEARNING: { description: "Forgotten at the last review; the next one is minutes away." },
  },
});

@ObjectType("ReviewCard", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A problem that you repeat to remember it, scheduled by FSRS-6 with its published default parameters. Your first accepted submission to a problem makes its card. Visible to you only.",
})
export class ReviewCardType implements Omit<CardRow, "problemId" | "learningStep"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => StateEnum, { description: "Stage of the card." })
  state!: CardState;

  @Field(() => GraphQLDateTime, { description: "When the next review is due." })
  dueAt!: Date;

  @Field(() => Float, { description: "Days after a review until the probability of recall has fallen to 0.9. 0 for a new card." })
  stability!: number;

  @Field(() => Float, { description: "Difficulty from 1 (easy) to 10 (hard). 0 for a new card." })
  difficulty!: number;

  @Field(() => Int, { description: "Days between the last review and the next one; 0 if it is due on the same day." })
  scheduledDays!: number;

  @Field(() => Int, { description: "Number of reviews." })
  repetitions!: number;

  @Field(() => Int, { description: "How often it was rated AGAIN after it had reached the state REVIEW." })
  lapses!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Time of the last review; null for a new card." })
  lastReviewAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When the card was made." })
  createdAt!: Date;
}

export const ReviewCardConnection = connectionOf("ReviewCard", () => ReviewCardType);

@ObjectType("Review", { implements: Node, simpleResolvers: true, description: "One review of a card. Visible to its learner only." })
export class ReviewType implements Omit<ReviewRow, "cardId" | "submissionId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => RatingEnum, { description: "The rating." })
  rating!: ReviewRating;

  @Field(() => GraphQLDateTime, { description: "When the review took place." })
  at!: Date;

  @Field(() => Int, { description: "Days until the next review, as scheduled by this one; 0 for the same day." })
  scheduledDays!: number;

  @Field(() => Float, { description: "Stability of the card after this review, in days." })
  stability!: number;

  @Field(() => Float, { description: "Difficulty of the card after this review, 1 to 10." })
  difficulty!: number;
}

@ObjectType("ReviewSettings", { simpleResolvers: true, description: "Your settings of spaced repetition." })
export class ReviewSettingsType implements SettingsRow {
  @Field(() => Boolean, {
    description: "Whether accepted submissions make cards and verdicts count as reviews. Ratings by `recordReview` always count.",
  })
  enabled!: boolean;

  @Field(() => Float, {
    description: `Probability of recall at which a card becomes due, from ${RETENTION.min} to ${RETENTION.max}. Higher means more reviews. Default ${RETENTION.default}.`,
  })
  desiredRetention!: number;
}

@InputType({ description: "A review that you rate yourself." })
export class RecordReviewInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => RatingEnum, { description: "How well you recalled the solution." })
  rating!: ReviewRating;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When you reviewed, if earlier than now: not before the last review of the card. Default: now.",
  })
  @IsOptional()
  at?: Date | null;
}

@InputType({ description: "The problem whose last review to undo." })
export class UndoReviewInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;
}

@InputType({
  description: "Changes of your review settings. An omitted field keeps its value; null is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateReviewSettingsInput>("enabled", "desiredRetention")
export class UpdateReviewSettingsInput {
  @Field(() => Boolean, { nullable: true, description: "As in ReviewSettings." })
  @IsOptional()
  enabled?: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: `As in ReviewSettings: from ${RETENTION.min} to ${RETENTION.max}, rounded to thousandths. Applies from the next review of each card.`,
  })
  @IsOptional()
  @Min(RETENTION.min)
  @Max(RETENTION.max)
  desiredRetention?: number | null;
}

@ObjectType({ description: "Result of recordReview." })
export class RecordReviewPayload {
  @Field(() => ReviewCardType, { description: "The card after the review." })
  card!: CardRow;

  @Field(() => ReviewType, { description: "The review." })
  review!: ReviewRow;
}

@ObjectType({ description: "Result of undoReview." })
export class UndoReviewPayload {
  @Field(() => ReviewCardType, { description: "The card as it was before the removed review." })
  card!: CardRow;

  @Field(() => idOf("Review"), { description: "ID of the removed review." })
  deletedId!: string;
}

@ObjectType({ description: "Result of updateReviewSettings." })
export class UpdateReviewSettingsPayload {
  @Field(() => ReviewSettingsType, { description: "The settings now." })
  settings!: SettingsRow;
}
