import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { Between, DiffersFromColumn, IsProbability, MaxChars } from "../../../../platform/database/checks.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { ASSESSMENT_LIMITS, SIGNAL_LIMITS } from "../assessment-limits.js";
import { AssessmentSitting } from "../sitting/sitting.entity.js";

/** PASTE: text was pasted into the editor. FOCUS_LOST: the page was in the background. */
export const SIGNAL_KINDS = ["PASTE", "FOCUS_LOST"] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** What the client of a candidate reports. Sizes and times only, never the text. */
@Entity({ tableName: "assessment_signals" })
@Unique({ name: "assessment_signals_batch_unique", properties: ["sitting", "batch", "number"] })
@Index({ name: "assessment_signals_age_index", properties: ["at"] })
export class AssessmentSignal {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => AssessmentSitting, { ref: true, index: false, deleteRule: "cascade" })
  sitting!: Ref<AssessmentSitting>;

  /** Client-chosen: repeating a batch changes nothing. */
  @Property({ type: "text" })
  @MaxChars(SIGNAL_LIMITS.key)
  batch!: string;

  /** Within the batch, from 1. */
  @Property({ type: "integer" })
  @Between(1, SIGNAL_LIMITS.batch)
  number!: number;

  @Enum({ items: SIGNAL_KINDS })
  kind!: SignalKind;

  /** Position of the task; null if none was open. */
  @Property({ type: "integer", nullable: true })
  @Between(1, ASSESSMENT_LIMITS.tasks)
  task: number | null = null;

  /** Characters of a paste. */
  @Property({ type: "integer", nullable: true })
  @Between(0, SIGNAL_LIMITS.chars)
  chars: number | null = null;

  /** Of a loss of focus. */
  @Property({ type: "integer", nullable: true })
  @Between(0, SIGNAL_LIMITS.durationMs)
  durationMs: number | null = null;

  /** On the server's clock, from how long ago the client says it was. */
  @Property({ type: "datetime" })
  at!: Date;
}

/** Final code of two candidates for the same problem that is alike. The lower id comes first. */
@Entity({ tableName: "assessment_similarities" })
export class AssessmentSimilarity {
  @ManyToOne(() => AssessmentSitting, { primary: true, ref: true, deleteRule: "cascade" })
  first!: Ref<AssessmentSitting>;

  @ManyToOne(() => AssessmentSitting, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  @DiffersFromColumn("first_id")
  second!: Ref<AssessmentSitting>;

  @ManyToOne(() => Problem, { primary: true, ref: true, index: true, deleteRule: "restrict" })
  problem!: Ref<Problem>;

  /** Of the tokens, 0 to 1. */
  @Property({ type: "double" })
  @IsProbability()
  share!: number;

  /** Of the shorter program. */
  @Property({ type: "integer" })
  tokens!: number;

  @Property({ type: "datetime", defaultRaw: "now()" })
  computedAt: Date = new Date();
}
