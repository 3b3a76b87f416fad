import { Entity, Enum, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { VERDICTS } from "../../../../judge/verdict.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { TEXT_MAX } from "./grouped-text.js";

/**
 * A submission in the few bytes that figures need: rows of judgements are wide. Written by the refresh only. Ids, not relations: the row
 * outlives what it refers to until the next refresh.
 */
@Entity({ tableName: "analytics_attempts" })
@Index({ name: "analytics_attempts_problem_index", properties: ["problemId", "userId", "submissionId"] })
@Index({ name: "analytics_attempts_user_index", properties: ["userId", "problemId"] })
@Index({ name: "analytics_attempts_day_index", properties: ["day"] })
export class AnalyticsAttempt {
  @PrimaryKey({ type: "uuid" })
  submissionId!: string;

  @Property({ type: "uuid" })
  problemId!: string;

  @Property({ type: "uuid" })
  userId!: string;

  @Property({ type: "text" })
  @MaxChars(40)
  language!: string;

  /** UTC, of the submission. */
  @Property({ type: "date" })
  day!: string;

  /** The present one, after rejudging; null until there is one. */
  @Enum({ items: Object.keys(VERDICTS), nullable: true })
  verdict: string | null = null;

  /** That the verdict is by. */
  @Property({ type: "uuid", nullable: true })
  testSetId: string | null = null;

  /** Index of the first failed test, from 0; null if none failed, and after the owner's account was deleted. */
  @Property({ type: "integer", nullable: true })
  failedTest: number | null = null;

  /** WRONG_ANSWER: the output at that test. COMPILATION_ERROR: the first error. Beginning of the normalised text. */
  @Property({ type: "text", nullable: true })
  @MaxChars(TEXT_MAX)
  text: string | null = null;

  /** Digest of the whole normalised text. */
  @Property({ type: "text", nullable: true })
  @MaxChars(32)
  textKey: string | null = null;

  /** Of the first judgement, not of rejudgings. */
  @Property({ type: "integer", nullable: true })
  waitMs: number | null = null;

  @Property({ type: "integer", nullable: true })
  judgingMs: number | null = null;
}
