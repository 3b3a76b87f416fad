import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { Submission } from "../../../practice/submissions/submission.entity.js";
import { ClassAssignment } from "../../coursework/assignments/class-assignment.entity.js";
import { DIFFERENCE_KINDS, type DifferenceKind } from "./difference-kind.js";

/** Verdicts of programs that are wrong; REJECTED where the problem's author shows learners nothing. */
export const WRONG_VERDICTS = [
  ...["WRONG_ANSWER", "TIME_LIMIT_EXCEEDED", "MEMORY_LIMIT_EXCEEDED", "OUTPUT_LIMIT_EXCEEDED", "RUNTIME_ERROR", "COMPILATION_ERROR"],
  "REJECTED",
];

/** Wrong answers of a class to a problem of an assignment that fail alike and look alike. */
@Entity({ tableName: "wrong_answer_groups" })
@Index({ name: "wrong_answer_groups_key_index", properties: ["assignment", "problem", "key"] })
@Index({ name: "wrong_answer_groups_largest_index", properties: ["assignment", "learnerCount", "id"] })
export class WrongAnswerGroup {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ClassAssignment, { ref: true, index: false, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  @ManyToOne(() => Problem, { ref: true, index: true, deleteRule: "restrict" })
  problem!: Ref<Problem>;

  /** See answer-key.ts. Groups with the same key differ by shape. */
  @Property({ type: "text" })
  @MaxChars(64)
  key!: string;

  @Enum({ items: WRONG_VERDICTS })
  verdict!: string;

  @Property({ type: "json" })
  failedTests!: number[];

  @Enum({ items: DIFFERENCE_KINDS, nullable: true })
  difference: DifferenceKind | null = null;

  /** Signature of its first program: see shape.ts. */
  @Property({ type: "json" })
  shape!: number[];

  /** Submissions in it. Changes with their rows, in their transaction. */
  @Property({ type: "integer", default: 0 })
  size: number = 0;

  @Property({ type: "integer", default: 0 })
  learnerCount: number = 0;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  @Index({ name: "wrong_answer_groups_joined_index" })
  lastJoinedAt: Date = new Date();
}

/** A submission is in a group, by its verdict that counts. A rejudge moves it. */
@Entity({ tableName: "wrong_answers" })
@Index({ name: "wrong_answers_group_index", properties: ["group", "user"] })
export class WrongAnswer {
  @ManyToOne(() => Submission, { primary: true, ref: true, deleteRule: "cascade" })
  submission!: Ref<Submission>;

  @ManyToOne(() => ClassAssignment, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  @ManyToOne(() => WrongAnswerGroup, { ref: true, index: false, deleteRule: "cascade" })
  group!: Ref<WrongAnswerGroup>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  joinedAt: Date = new Date();
}
