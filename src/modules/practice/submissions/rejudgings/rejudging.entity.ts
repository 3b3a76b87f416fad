import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../../problems/problem.entity.js";

/** OPEN covers JUDGING and READY, which follow from the set's judgements. */
export const REJUDGING_STATES = ["OPEN", "APPLYING", "APPLIED", "CANCELLED"] as const;
export type RejudgingState = (typeof REJUDGING_STATES)[number];

export const REASON_MAX = 1000;

/** How many submissions went from one verdict to another. */
export interface VerdictChange {
  from: string;
  to: string;
  count: number;
}

/**
 * A set of submissions that are judged again. Its judgements are `staged`: they count for nothing until the set is applied, and are
 * deleted if it is cancelled. A submission is in at most one open set.
 */
@Entity({ tableName: "rejudgings" })
@Index({ name: "rejudgings_problem_index", properties: ["problem", "id"] })
@Index({
  name: "rejudgings_open_index",
  expression: "create index rejudgings_open_index on rejudgings (id) where status in ('OPEN', 'APPLYING')",
})
export class Rejudging {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Null if the set may contain submissions to several problems; such sets belong to admins. */
  @ManyToOne(() => Problem, { nullable: true, ref: true, index: false, deleteRule: "cascade" })
  problem: Ref<Problem> | null = null;

  @Enum({ items: REJUDGING_STATES })
  status: RejudgingState = "OPEN";

  @Property({ type: "text", default: "" })
  @MaxChars(REASON_MAX)
  reason: string = "";

  /** Apply it as soon as everything is judged. */
  @Property({ type: "boolean", default: false })
  applyWhenJudged: boolean = false;

  /** Number of submissions when it was created. */
  @Property({ type: "integer" })
  @AtLeast(1)
  submissionCount!: number;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "restrict" })
  createdBy!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  /** Who applied or cancelled it. */
  @ManyToOne(() => User, { nullable: true, ref: true, index: true, deleteRule: "restrict" })
  decidedBy: Ref<User> | null = null;

  @Property({ type: "datetime", nullable: true })
  decidedAt: Date | null = null;

  /** As it was decided on; null before. */
  @Property({ type: "json", nullable: true })
  verdictChanges: VerdictChange[] | null = null;
}
