import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { IsJsonObject } from "../../../../platform/database/checks.js";
import { ReviewCard } from "./review-card.entity.js";
import { REVIEW_RATINGS, type CardMemory, type ReviewRating } from "./schedule.js";

/** One review of a card. Keeps the card as it was before, so that the newest review can be undone. */
@Entity({ tableName: "reviews" })
@Index({ name: "reviews_card_index", properties: ["card", "id"] })
@Index({ name: "reviews_at_index", properties: ["at"] })
export class Review {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ReviewCard, { ref: true, index: false, deleteRule: "cascade" })
  card!: Ref<ReviewCard>;

  @Enum({ items: REVIEW_RATINGS })
  rating!: ReviewRating;

  /** The submission whose verdict is this review; null if the learner rated it. No reference: submissions outlive it or not. */
  @Property({ type: "uuid", nullable: true })
  submissionId: string | null = null;

  /** When the learner reviewed, which is not when it was recorded. */
  @Property({ type: "datetime" })
  at!: Date;

  /** CardMemory before the review. */
  @Property({ type: "json" })
  @IsJsonObject()
  before!: CardMemory;

  @Property({ type: "integer" })
  scheduledDays!: number;

  @Property({ type: "double" })
  stability!: number;

  @Property({ type: "double" })
  difficulty!: number;
}
