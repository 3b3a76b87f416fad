import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, MaxChars, MaxItems } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Question, QuestionBank } from "../questions/question.entity.js";
import { QUESTION_LIMITS } from "../questions/question-limits.js";
import { QUIZ_LIMITS, QUIZ_STATUSES, REVEALS, type QuizStatus, type Reveal } from "./quiz-limits.js";

@Entity({ tableName: "quizzes" })
@Index({ name: "quizzes_owner_index", properties: ["owner", "id"] })
@Index({
  name: "quizzes_published_index",
  expression: "create index quizzes_published_index on quizzes (id) where status = 'PUBLISHED'",
})
export class Quiz {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @Unique({ name: "quizzes_slug_unique" })
  @MaxChars(QUIZ_LIMITS.slug)
  slug!: string;

  @Property({ type: "text" })
  @MaxChars(QUIZ_LIMITS.title)
  title!: string;

  /** Markdown. */
  @Property({ type: "text", default: "" })
  @MaxChars(QUIZ_LIMITS.description)
  description: string = "";

  @Enum({ items: QUIZ_STATUSES, default: "DRAFT" })
  status: QuizStatus = "DRAFT";

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "restrict" })
  owner!: Ref<User>;

  @Property({ type: "boolean", default: false })
  shuffleQuestions: boolean = false;

  @Property({ type: "boolean", default: true })
  shuffleChoices: boolean = true;

  @Property({ type: "integer", nullable: true })
  @Between(1000, QUIZ_LIMITS.timeLimitMs)
  timeLimitMs: number | null = null;

  /** Null: any number. */
  @Property({ type: "integer", nullable: true })
  @Between(1, QUIZ_LIMITS.attempts)
  maxAttempts: number | null = null;

  /** From the end of an attempt to the start of the next. */
  @Property({ type: "integer", default: 0 })
  @Between(0, QUIZ_LIMITS.cooldownMs)
  cooldownMs: number = 0;

  @Property({ type: "datetime", nullable: true })
  opensAt: Date | null = null;

  /** No attempt is open after it. */
  @Property({ type: "datetime", nullable: true })
  dueAt: Date | null = null;

  /** Millionths of the points that a wrong answer loses. */
  @Property({ type: "integer", default: 0 })
  @Between(0, 1_000_000)
  penaltyMillionths: number = 0;

  @Enum({ items: REVEALS, default: "AFTER_ATTEMPT" })
  reveal: Reveal = "AFTER_ATTEMPT";

  /** Increases with every edit. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  revision: number = 1;

  @Property({ type: "datetime", nullable: true })
  publishedAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}

/** May edit the quiz in addition to its owner. */
@Entity({ tableName: "quiz_co_authors" })
export class QuizCoAuthor {
  @ManyToOne(() => Quiz, { primary: true, ref: true, deleteRule: "cascade" })
  quiz!: Ref<Quiz>;

  @ManyToOne(() => User, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  addedAt: Date = new Date();
}

/** A fixed question, or a number of questions to draw from a bank. */
@Entity({ tableName: "quiz_items" })
export class QuizItem {
  @ManyToOne(() => Quiz, { primary: true, ref: true, deleteRule: "cascade" })
  quiz!: Ref<Quiz>;

  /** From 1. */
  @Property({ type: "integer", primary: true })
  @Between(1, QUIZ_LIMITS.items)
  position!: number;

  /** Heading of the section. Consecutive items with the same heading are one section. */
  @Property({ type: "text" })
  @MaxChars(QUIZ_LIMITS.title)
  section: string = "";

  /** Null for a draw. */
  @ManyToOne(() => Question, { nullable: true, ref: true, index: true, deleteRule: "restrict" })
  question: Ref<Question> | null = null;

  /** Null for a fixed question. */
  @ManyToOne(() => QuestionBank, { nullable: true, ref: true, index: true, deleteRule: "restrict" })
  bank: Ref<QuestionBank> | null = null;

  /** A drawn question has all of them. */
  @Property({ type: "array", columnType: "text[]" })
  @MaxItems(QUESTION_LIMITS.tags)
  tags: string[] = [];

  /** Questions to draw; 1 for a fixed question. */
  @Property({ type: "integer" })
  @Between(1, QUIZ_LIMITS.draw)
  count: number = 1;

  /** Of each question; null: as the question says. */
  @Property({ type: "double", nullable: true })
  points: number | null = null;
}
