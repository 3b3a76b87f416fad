import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, IsJsonObject, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Quiz } from "../authoring/quiz.entity.js";
import { QUIZ_LIMITS } from "../authoring/quiz-limits.js";
import { QuestionVersion } from "../questions/question.entity.js";
import type { Answer } from "./answer.js";
import { ATTEMPT_ENDS, ATTEMPT_STATUSES, type AttemptEnd, type AttemptStatus, type Outcome } from "./attempt-states.js";

/** One attempt of an account at a quiz. */
@Entity({ tableName: "quiz_attempts" })
@Index({
  name: "quiz_attempts_open_unique",
  expression: "create unique index quiz_attempts_open_unique on quiz_attempts (user_id, quiz_id, preview) where status = 'OPEN'",
})
@Index({
  name: "quiz_attempts_number_unique",
  expression: "create unique index quiz_attempts_number_unique on quiz_attempts (quiz_id, user_id, preview, number)",
})
@Index({ name: "quiz_attempts_user_index", properties: ["user", "id"] })
@Index({
  name: "quiz_attempts_deadline_index",
  expression: "create index quiz_attempts_deadline_index on quiz_attempts (deadline_at) where status = 'OPEN' and deadline_at is not null",
})
@Index({
  name: "quiz_attempts_preview_index",
  expression: "create index quiz_attempts_preview_index on quiz_attempts (started_at) where preview",
})
@Index({
  name: "quiz_attempts_judging_index",
  expression: "create index quiz_attempts_judging_index on quiz_attempts (checked_at) where status = 'SUBMITTED' and awaits_judge",
})
export class QuizAttempt {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Quiz, { ref: true, index: false, deleteRule: "restrict" })
  quiz!: Ref<Quiz>;

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "restrict" })
  user!: Ref<User>;

  /** From 1, per account and quiz. */
  @Property({ type: "integer" })
  @AtLeast(1)
  number!: number;

  /** Of an editor, to see the quiz as learners do. Counts nowhere. */
  @Property({ type: "boolean", default: false })
  preview: boolean = false;

  /** Decides about draws and orders. */
  @Property({ type: "text" })
  @MaxChars(64)
  seed!: string;

  @Enum({ items: ATTEMPT_STATUSES, default: "OPEN" })
  status: AttemptStatus = "OPEN";

  @Property({ type: "datetime", defaultRaw: "now()" })
  startedAt: Date = new Date();

  /** On the database's clock. Null: no limit. */
  @Property({ type: "datetime", nullable: true })
  deadlineAt: Date | null = null;

  /** When it was submitted, or its deadline. */
  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("status <> 'OPEN'")
  endedAt: Date | null = null;

  @Enum({ items: ATTEMPT_ENDS, nullable: true })
  endedBy: AttemptEnd | null = null;

  /** As the quiz had it at the start. */
  @Property({ type: "integer" })
  @Between(0, 1_000_000)
  penaltyMillionths: number = 0;

  /** So far, while SUBMITTED. */
  @Property({ type: "double", nullable: true })
  score: number | null = null;

  @Property({ type: "double", default: 0 })
  maxScore: number = 0;

  /** Submissions of code questions may still be unjudged. */
  @Property({ type: "boolean", default: false })
  awaitsJudge: boolean = false;

  /** When the sweeper last looked at a SUBMITTED attempt. */
  @Property({ type: "datetime", nullable: true })
  checkedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("status = 'GRADED'")
  gradedAt: Date | null = null;

  /** Increases with every change that its owner may see. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  revision: number = 1;
}

/** A question of an attempt, with the answer and what it earned. */
@Entity({ tableName: "quiz_attempt_questions" })
export class QuizAttemptQuestion {
  @ManyToOne(() => QuizAttempt, { primary: true, ref: true, deleteRule: "cascade" })
  attempt!: Ref<QuizAttempt>;

  /** From 1, in the order shown. */
  @Property({ type: "integer", primary: true })
  @Between(1, QUIZ_LIMITS.questions)
  position!: number;

  @ManyToOne(() => QuestionVersion, { ref: true, index: true, deleteRule: "restrict" })
  version!: Ref<QuestionVersion>;

  @Property({ type: "text" })
  @MaxChars(QUIZ_LIMITS.title)
  section: string = "";

  @Property({ type: "double" })
  points!: number;

  /** Keys of the choices, items or sides in the order shown. The learner's keys are their places, from 1. */
  @Property({ type: "json" })
  shown!: { options: string[]; lefts: string[] };

  @Property({ type: "json", nullable: true })
  @IsJsonObject()
  answer: Answer | null = null;

  /** Number of saves of the answer. */
  @Property({ type: "integer", default: 0 })
  answerVersion: number = 0;

  @Property({ type: "datetime", nullable: true })
  answeredAt: Date | null = null;

  /** Null until graded. */
  @Property({ type: "json", nullable: true })
  @IsJsonObject()
  outcome: Outcome | null = null;
}
