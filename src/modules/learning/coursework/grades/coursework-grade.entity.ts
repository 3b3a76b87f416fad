import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, IsJsonObject, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { ClassAssignment } from "../assignments/class-assignment.entity.js";
import { COMMENT_MAX } from "../coursework-limits.js";
import type { GradeNode } from "../grading/grade-tree.js";
import type { Rubric } from "../grading/rubric.js";

/** A learner's grade for an assignment, with the tree that it was computed from. */
@Entity({ tableName: "coursework_grades" })
@Unique({ name: "coursework_grades_user_unique", properties: ["assignment", "user"] })
@Index({ name: "coursework_grades_computed_index", properties: ["assignment", "computedAt"] })
export class CourseworkGrade {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ClassAssignment, { ref: true, index: false, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Hundredths of points: the value of the tree. */
  @Property({ type: "integer" })
  @AtLeast(0)
  hundredths!: number;

  @Property({ type: "json" })
  @IsJsonObject()
  tree!: GradeNode;

  @Property({ type: "datetime", defaultRaw: "now()" })
  computedAt: Date = new Date();
}

export interface RubricPoints {
  /** By criterion, in hundredths. */
  points: number[];
  /** The rubric that they were given by, which may have changed since. Absent in rows of older versions. */
  criteria?: Rubric["criteria"];
}

/** What a grader gave for a learner's work: a draft until it is published. */
@Entity({ tableName: "coursework_marks" })
@Unique({ name: "coursework_marks_user_unique", properties: ["assignment", "user", "draft"] })
export class CourseworkMark {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ClassAssignment, { ref: true, index: false, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Counts for nothing, and is seen by staff only, until it is published. */
  @Property({ type: "boolean" })
  draft!: boolean;

  /** The free submission that was graded; no foreign key, as it may be gone with its author. */
  @Property({ type: "uuid", nullable: true })
  submissionId: string | null = null;

  /** Null if only adjusted. */
  @Property({ type: "json", nullable: true })
  @IsJsonObject()
  rubricPoints: RubricPoints | null = null;

  /** Hundredths of points that are added. */
  @Property({ type: "integer", default: 0 })
  @AtLeast(0)
  bonus: number = 0;

  /** Hundredths of points that are taken. */
  @Property({ type: "integer", default: 0 })
  @AtLeast(0)
  deduction: number = 0;

  /** Markdown, for the learner. */
  @Property({ type: "text", default: "" })
  @MaxChars(COMMENT_MAX)
  comment: string = "";

  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  grader: Ref<User> | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  updatedAt: Date = new Date();
}
