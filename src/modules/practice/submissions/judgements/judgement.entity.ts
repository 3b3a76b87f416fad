import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { VERDICTS } from "../../../../judge/verdict.js";
import { newId } from "../../../../kernel/ids.js";
import { TestSet } from "../../problems/problem.entity.js";
import { Submission } from "../submission.entity.js";
import type { TestResult } from "../../../../judge/pipeline.js";

export const JUDGEMENT_STATUSES = ["QUEUED", "COMPILING", "RUNNING", "FINISHED"] as const;
export type JudgementStatus = (typeof JUDGEMENT_STATUSES)[number];

/**
 * One judging of a submission; a rejudge is another. The row is the outbox of its job: it is committed as QUEUED before
 * the job is added, and the sweeper adds the job again whenever queue and row disagree.
 */
@Entity({ tableName: "judgements" })
@Index({ name: "judgements_submission_index", properties: ["submission", "id"] })
@Index({
  name: "judgements_queue_index",
  expression: "create index judgements_queue_index on judgements (round, queued_at, id) where status = 'QUEUED'",
})
@Index({
  name: "judgements_unfinished_index",
  expression: "create index judgements_unfinished_index on judgements (queued_at) where status <> 'FINISHED'",
})
@Index({
  name: "judgements_finished_unique",
  expression: "create unique index judgements_finished_unique on judgements (user_id, finish_number) where finish_number is not null",
})
export class Judgement {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Submission, { ref: true, deleteRule: "cascade" })
  submission!: Ref<Submission>;

  /** The tests it is judged by, even when the problem has newer ones by now. */
  @ManyToOne(() => TestSet, { ref: true, deleteRule: "restrict" })
  testSet!: Ref<TestSet>;

  /** Of the problem, as it was when the judging began: whose limits and checker apply. */
  @Property({ type: "integer", nullable: true })
  problemRevision: number | null = null;

  @Enum({ items: JUDGEMENT_STATUSES })
  status: JudgementStatus = "QUEUED";

  /** Null until FINISHED. */
  @Enum({ items: Object.keys(VERDICTS), nullable: true })
  verdict: string | null = null;

  /** Raised by each claim. Results are written only by the claim that still holds it. */
  @Property({ type: "integer" })
  attempt: number = 0;

  /** How often the sandbox, not the program, failed. */
  @Property({ type: "integer" })
  systemFailures: number = 0;

  /** Until when, on the database's clock, the claim is respected. */
  @Property({ type: "datetime", nullable: true })
  leaseExpiresAt: Date | null = null;

  @Property({ type: "text", nullable: true })
  workerId: string | null = null;

  /** In which round of the queue it is judged: an account has one place in each, so that its flood delays nobody else. */
  @Property({ type: "integer", default: 0 })
  round: number = 0;

  /** Who asked for the judging of what had been judged before; null for the first one. */
  @Property({ type: "uuid", nullable: true })
  requestedById: string | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  queuedAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  startedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  finishedAt: Date | null = null;

  /** Whose submission it is, noted with `finishNumber`, which one index holds both of. */
  @Property({ type: "uuid", nullable: true })
  userId: string | null = null;

  /** Place among the account's finished judgements, in the order of their commits, from 1: where a watcher goes on. */
  @Property({ type: "integer", nullable: true })
  finishNumber: number | null = null;

  /** Why, in a word: CPU or WALL for a time limit, a signal or an exit code for a runtime error. */
  @Property({ type: "text", nullable: true })
  detail: string | null = null;

  @Property({ type: "text", nullable: true })
  compilerOutput: string | null = null;

  @Property({ type: "integer" })
  testsTotal: number = 0;

  @Property({ type: "integer" })
  testsPassed: number = 0;

  @Property({ type: "integer", nullable: true })
  cpuMs: number | null = null;

  @Property({ type: "integer", nullable: true })
  wallMs: number | null = null;

  @Property({ type: "integer", nullable: true })
  peakMemoryKb: number | null = null;

  @Property({ type: "json" })
  tests: TestResult[] = [];
}
