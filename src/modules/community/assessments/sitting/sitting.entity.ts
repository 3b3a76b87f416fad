import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, IsJsonObject, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";
import type { Answer } from "../../../learning/quizzes/attempts/answer.js";
import { Quiz } from "../../../learning/quizzes/authoring/quiz.entity.js";
import { QuestionVersion } from "../../../learning/quizzes/questions/question.entity.js";
import type { GradeNode } from "../../../learning/coursework/grading/grade-tree.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { Submission } from "../../../practice/submissions/submission.entity.js";
import { ASSESSMENT_LIMITS } from "../assessment-limits.js";
import { AssessmentCandidate } from "../candidates/candidate.entity.js";
import { SITTING_ENDS, SITTING_STATUSES, type AnswerOutcome, type SittingEnd, type SittingStatus } from "./sitting-states.js";

/** The one attempt of a candidate. */
@Entity({ tableName: "assessment_sittings" })
@Index({
  name: "assessment_sittings_deadline_index",
  expression: "create index assessment_sittings_deadline_index on assessment_sittings (deadline_at) where status = 'OPEN'",
})
@Index({
  name: "assessment_sittings_checked_index",
  expression: "create index assessment_sittings_checked_index on assessment_sittings (checked_at) where status = 'FINISHED'",
})
export class AssessmentSitting {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => AssessmentCandidate, { ref: true, index: false, deleteRule: "cascade" })
  @Unique({ name: "assessment_sittings_candidate_unique" })
  candidate!: Ref<AssessmentCandidate>;

  @Enum({ items: SITTING_STATUSES, default: "OPEN" })
  status: SittingStatus = "OPEN";

  @Property({ type: "datetime", defaultRaw: "now()" })
  startedAt: Date = new Date();

  /** On the database's clock, without the break that is under way. */
  @Property({ type: "datetime" })
  deadlineAt!: Date;

  /** Null without a break. */
  @Property({ type: "datetime", nullable: true })
  breakStartedAt: Date | null = null;

  /** Of the breaks; without the one that is under way. */
  @Property({ type: "integer", default: 0 })
  @Between(0, ASSESSMENT_LIMITS.breakMs)
  breakLeftMs: number = 0;

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("status <> 'OPEN'")
  endedAt: Date | null = null;

  @Enum({ items: SITTING_ENDS, nullable: true })
  endedBy: SittingEnd | null = null;

  /** Code that was saved last and not submitted is still to be submitted. */
  @Property({ type: "boolean", default: false })
  draftsPending: boolean = false;

  /** When the clock last looked at a FINISHED sitting. */
  @Property({ type: "datetime", nullable: true })
  checkedAt: Date | null = null;

  /** So far, while FINISHED. */
  @Property({ type: "double", nullable: true })
  score: number | null = null;

  @Property({ type: "integer" })
  maxScore!: number;

  /** Explains the score. */
  @Property({ type: "json", nullable: true, lazy: true })
  @IsJsonObject()
  tree: GradeNode | null = null;

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("status = 'GRADED'")
  gradedAt: Date | null = null;

  /** Increases with every change. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  revision: number = 1;

  /** Signals beyond the limit, which are only counted. */
  @Property({ type: "integer", default: 0 })
  @AtLeast(0)
  signalsDropped: number = 0;
}

/** A problem or a quiz of a sitting, fixed at the start. */
@Entity({ tableName: "assessment_tasks" })
@Check({ name: "assessment_tasks_kind_check", expression: "num_nonnulls(problem_id, quiz_id) = 1" })
@Index({ name: "assessment_tasks_problem_index", properties: ["problem", "sitting"] })
export class AssessmentTask {
  @ManyToOne(() => AssessmentSitting, { primary: true, ref: true, deleteRule: "cascade" })
  sitting!: Ref<AssessmentSitting>;

  /** From 1. */
  @Property({ type: "integer", primary: true })
  @Between(1, ASSESSMENT_LIMITS.tasks)
  position!: number;

  @Property({ type: "text", default: "" })
  @MaxChars(ASSESSMENT_LIMITS.title)
  section: string = "";

  @ManyToOne(() => Problem, { ref: true, nullable: true, index: false, deleteRule: "restrict" })
  problem: Ref<Problem> | null = null;

  @ManyToOne(() => Quiz, { ref: true, nullable: true, index: true, deleteRule: "restrict" })
  quiz: Ref<Quiz> | null = null;

  @Property({ type: "integer" })
  @Between(1, ASSESSMENT_LIMITS.points)
  points!: number;

  /** Null until graded. */
  @Property({ type: "double", nullable: true })
  earned: number | null = null;

  /** Of the autosaved code. */
  @Property({ type: "text", nullable: true })
  @MaxChars(40)
  language: string | null = null;

  /** Autosaved code of a problem. */
  @Property({ type: "text", nullable: true, lazy: true })
  @MaxChars(ASSESSMENT_LIMITS.code)
  source: string | null = null;

  /** Number of saves of the code. */
  @Property({ type: "integer", default: 0 })
  @AtLeast(0)
  codeVersion: number = 0;

  @Property({ type: "datetime", nullable: true })
  savedAt: Date | null = null;
}

/** A question of a quiz in a sitting, with the answer and what it earned. */
@Entity({ tableName: "assessment_answers" })
export class AssessmentAnswer {
  @ManyToOne(() => AssessmentSitting, { primary: true, ref: true, deleteRule: "cascade" })
  sitting!: Ref<AssessmentSitting>;

  /** Of the task. */
  @Property({ type: "integer", primary: true })
  @Between(1, ASSESSMENT_LIMITS.tasks)
  task!: number;

  /** From 1, in the order shown. */
  @Property({ type: "integer", primary: true })
  @Between(1, 200)
  position!: number;

  @ManyToOne(() => QuestionVersion, { ref: true, index: true, deleteRule: "restrict" })
  version!: Ref<QuestionVersion>;

  @Property({ type: "text", default: "" })
  @MaxChars(200)
  section: string = "";

  @Property({ type: "double" })
  points!: number;

  /** Keys of the choices, items or sides in the order shown. */
  @Property({ type: "json" })
  shown!: { options: string[]; lefts: string[] };

  @Property({ type: "json", nullable: true })
  @IsJsonObject()
  answer: Answer | null = null;

  @Property({ type: "integer", default: 0 })
  @AtLeast(0)
  answerVersion: number = 0;

  @Property({ type: "datetime", nullable: true })
  answeredAt: Date | null = null;

  /** Null until graded. */
  @Property({ type: "json", nullable: true })
  @IsJsonObject()
  outcome: AnswerOutcome | null = null;
}

/** Code that was submitted in a sitting. */
@Entity({ tableName: "assessment_code" })
@Index({ name: "assessment_code_task_index", properties: ["sitting", "task"] })
export class AssessmentCode {
  @ManyToOne(() => Submission, { primary: true, ref: true, deleteRule: "cascade" })
  submission!: Ref<Submission>;

  @ManyToOne(() => AssessmentSitting, { ref: true, index: false, deleteRule: "cascade" })
  sitting!: Ref<AssessmentSitting>;

  /** Position of the task. */
  @Property({ type: "integer" })
  @Between(1, ASSESSMENT_LIMITS.tasks)
  task!: number;
}
