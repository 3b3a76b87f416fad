import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, IsJsonObject, MaxChars } from "../../../../platform/database/checks.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { Class } from "../../classes/class.entity.js";
import { Quiz } from "../../quizzes/authoring/quiz.entity.js";
import { INSTRUCTIONS_MAX, POINTS_MAX, REGRADE_DAYS_MAX, REMIND_HOURS_MAX, TITLE_MAX, WEIGHT_MAX } from "../coursework-limits.js";
import type { LateCurve } from "../grading/late-curve.js";
import type { Rubric } from "../grading/rubric.js";
import type { EnteredDates } from "./dates.js";

export const CLASS_ASSIGNMENT_KINDS = ["PROBLEMS", "QUIZ", "FREE"] as const;
export type ClassAssignmentKind = (typeof CLASS_ASSIGNMENT_KINDS)[number];

export const COUNTED = ["BEST", "LAST", "AVERAGE"] as const;
export type Counted = (typeof COUNTED)[number];

/** Work that a class hands in by a date. `content` has self-paced assignments of tracks, which are other things. */
@Entity({ tableName: "class_assignments" })
@Index({ name: "class_assignments_class_index", properties: ["class", "id"] })
@Index({
  name: "class_assignments_opening_index",
  expression: "create index class_assignments_opening_index on class_assignments (opens_at) where opened_notified_at is null",
})
@Index({
  name: "class_assignments_release_index",
  expression: "create index class_assignments_release_index on class_assignments (release_at) where released_notified_at is null",
})
@Index({
  name: "class_assignments_due_index",
  expression: "create index class_assignments_due_index on class_assignments (reminders_until) where remind_hours is not null",
})
@Index({
  name: "class_assignments_settle_index",
  expression: "create index class_assignments_settle_index on class_assignments (settle_at) where settle_at is not null",
})
export class ClassAssignment {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Class, { ref: true, index: false, deleteRule: "cascade" })
  class!: Ref<Class>;

  @Enum({ items: CLASS_ASSIGNMENT_KINDS })
  kind!: ClassAssignmentKind;

  @Property({ type: "text" })
  @MaxChars(TITLE_MAX)
  title!: string;

  /** Markdown. */
  @Property({ type: "text", default: "" })
  @MaxChars(INSTRUCTIONS_MAX)
  instructions: string = "";

  /** QUIZ only. */
  @ManyToOne(() => Quiz, { ref: true, nullable: true, index: true, deleteRule: "restrict" })
  quiz: Ref<Quiz> | null = null;

  /** What was entered. The four instants below are derived from it, in dates.ts only. */
  @Property({ type: "json" })
  @IsJsonObject()
  dates!: EnteredDates;

  /** Null: hidden from learners. */
  @Property({ type: "datetime", nullable: true })
  opensAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  dueAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  closesAt: Date | null = null;

  /** Learners see their grades from then on; null: not yet. Also set by releasing by hand. */
  @Property({ type: "datetime", nullable: true })
  releaseAt: Date | null = null;

  /** Of a QUIZ or FREE; those of PROBLEMS are at their problems. */
  @Property({ type: "integer", default: 100 })
  @Between(1, POINTS_MAX)
  points: number = 100;

  @Enum({ items: COUNTED, default: "BEST" })
  counted: Counted = "BEST";

  @Property({ type: "json" })
  @IsJsonObject()
  lateCurve!: LateCurve;

  /** In the total of the class. */
  @Property({ type: "integer", default: 1 })
  @Between(0, WEIGHT_MAX)
  weight: number = 1;

  /** FREE only. */
  @Property({ type: "json", nullable: true })
  @IsJsonObject()
  rubric: Rubric | null = null;

  /** Of points, counted, curve, weight and rubric: part of each grade's tree. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  policyVersion: number = 1;

  @Property({ type: "boolean", default: false })
  groupWork: boolean = false;

  /** Hours before the due time at which learners who have handed in nothing are reminded; null: no reminder. */
  @Property({ type: "integer", nullable: true })
  @Between(1, REMIND_HOURS_MAX)
  remindHours: number | null = null;

  /** Days after the release in which learners may ask for a regrade; null: they may not. */
  @Property({ type: "integer", nullable: true })
  @Between(1, REGRADE_DAYS_MAX)
  regradeDays: number | null = null;

  /** Latest due time of any learner: until then the clock looks for reminders. */
  @Property({ type: "datetime", nullable: true })
  remindersUntil: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  openedNotifiedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  releasedNotifiedAt: Date | null = null;

  /** Next closing time of a learner, when missing work becomes a grade. */
  @Property({ type: "datetime", nullable: true })
  settleAt: Date | null = null;

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}

@Entity({ tableName: "class_assignment_problems" })
export class ClassAssignmentProblem {
  @ManyToOne(() => ClassAssignment, { primary: true, ref: true, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  @ManyToOne(() => Problem, { primary: true, ref: true, index: true, deleteRule: "restrict" })
  problem!: Ref<Problem>;

  /** Order in the assignment, from 0. */
  @Property({ type: "integer" })
  place!: number;

  @Property({ type: "integer" })
  @Between(1, POINTS_MAX)
  points!: number;
}
