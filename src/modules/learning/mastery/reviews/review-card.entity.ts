import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { CARD_STATES, type CardMemory, type CardState } from "./schedule.js";

/** A problem that a learner repeats, with what the scheduler knows of it. */
@Entity({ tableName: "review_cards" })
@Unique({ name: "review_cards_user_problem_unique", properties: ["user", "problem"] })
@Index({ name: "review_cards_queue_index", properties: ["user", "dueAt", "id"] })
export class ReviewCard implements CardMemory {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Problem, { ref: true, index: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @Enum({ items: CARD_STATES })
  state: CardState = "NEW";

  @Property({ type: "datetime" })
  dueAt!: Date;

  @Property({ type: "double" })
  stability: number = 0;

  @Property({ type: "double" })
  difficulty: number = 0;

  @Property({ type: "integer" })
  scheduledDays: number = 0;

  @Property({ type: "integer" })
  learningStep: number = 0;

  @Property({ type: "integer" })
  repetitions: number = 0;

  @Property({ type: "integer" })
  lapses: number = 0;

  @Property({ type: "datetime", nullable: true })
  lastReviewAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
