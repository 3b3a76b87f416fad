import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, MaxChars } from "../../../../platform/database/checks.js";
import { Organization } from "../../../accounts/organizations/organization.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { Quiz } from "../../../learning/quizzes/authoring/quiz.entity.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import {
  ASSESSMENT_FEEDBACK,
  ASSESSMENT_LIMITS,
  ASSESSMENT_STATUSES,
  type AssessmentFeedback,
  type AssessmentStatus,
} from "../assessment-limits.js";

/** A timed set of problems and quizzes for invited candidates. */
@Entity({ tableName: "assessments" })
@Index({ name: "assessments_owner_index", properties: ["owner", "id"] })
@Index({
  name: "assessments_organization_index",
  expression: "create index assessments_organization_index on assessments (organization_id, id) where organization_id is not null",
})
@Check({ name: "assessments_window_check", expression: "closes_at > opens_at" })
export class Assessment {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Who wrote it. Owns it, unless an organization does. */
  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "restrict" })
  owner!: Ref<User>;

  /** Its staff edits the assessment and sees the results. */
  @ManyToOne(() => Organization, { ref: true, nullable: true, index: false, deleteRule: "restrict" })
  organization: Ref<Organization> | null = null;

  @ManyToOne(() => Assessment, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  copyOf: Ref<Assessment> | null = null;

  @Property({ type: "text" })
  @MaxChars(ASSESSMENT_LIMITS.title)
  title!: string;

  /** Markdown, for candidates. */
  @Property({ type: "text", default: "" })
  @MaxChars(ASSESSMENT_LIMITS.instructions)
  instructions: string = "";

  @Enum({ items: ASSESSMENT_STATUSES, default: "DRAFT" })
  status: AssessmentStatus = "DRAFT";

  /** Nobody starts before; null: at any time. */
  @Property({ type: "datetime", nullable: true })
  opensAt: Date | null = null;

  /** Nobody starts after, and who starts late has less time; null: at any time. */
  @Property({ type: "datetime", nullable: true })
  closesAt: Date | null = null;

  /** Of a candidate without accommodations. */
  @Property({ type: "integer" })
  @Between(ASSESSMENT_LIMITS.timeLimitMs.min, ASSESSMENT_LIMITS.timeLimitMs.max)
  timeLimitMs!: number;

  @Enum({ items: ASSESSMENT_FEEDBACK, default: "NOTHING" })
  feedback: AssessmentFeedback = "NOTHING";

  /** Increases with every edit. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  revision: number = 1;

  /** Candidates see their results from then on; null: not yet. */
  @Property({ type: "datetime", nullable: true })
  releasedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  publishedAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  updatedAt: Date = new Date();
}

/** A quiz, or problems of one difficulty of which each candidate gets `draw`. */
@Entity({ tableName: "assessment_items" })
@Check({ name: "assessment_items_quiz_check", expression: "quiz_id is null or draw = 1" })
export class AssessmentItem {
  @ManyToOne(() => Assessment, { primary: true, ref: true, deleteRule: "cascade" })
  assessment!: Ref<Assessment>;

  /** From 1. */
  @Property({ type: "integer", primary: true })
  @Between(1, ASSESSMENT_LIMITS.items)
  position!: number;

  /** Heading. Consecutive items with the same heading are one section. */
  @Property({ type: "text", default: "" })
  @MaxChars(ASSESSMENT_LIMITS.title)
  section: string = "";

  /** Null for problems. */
  @ManyToOne(() => Quiz, { ref: true, nullable: true, index: true, deleteRule: "restrict" })
  quiz: Ref<Quiz> | null = null;

  @Property({ type: "integer", default: 1 })
  @Between(1, ASSESSMENT_LIMITS.draw)
  draw: number = 1;

  /** Of the quiz, or of each drawn problem. */
  @Property({ type: "integer" })
  @Between(1, ASSESSMENT_LIMITS.points)
  points!: number;
}

/** A problem of an item's pool. */
@Entity({ tableName: "assessment_item_problems" })
export class AssessmentItemProblem {
  @ManyToOne(() => Assessment, { primary: true, ref: true, deleteRule: "cascade" })
  assessment!: Ref<Assessment>;

  @Property({ type: "integer", primary: true })
  @Between(1, ASSESSMENT_LIMITS.items)
  position!: number;

  @ManyToOne(() => Problem, { primary: true, ref: true, index: true, deleteRule: "restrict" })
  problem!: Ref<Problem>;

  /** Order in which the author gave them, from 1. */
  @Property({ type: "integer" })
  @Between(1, ASSESSMENT_LIMITS.pool)
  place!: number;
}
