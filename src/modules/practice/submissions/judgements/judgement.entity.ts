import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import type { GroupResult } from "../../../../judge/scoring/group-result.js";
import { VERDICTS } from "../../../../judge/verdict.js";
import { newId } from "../../../../kernel/ids.js";
import { PresentExactlyIf, UpToColumn } from "../../../../platform/database/checks.js";
import { TestSet } from "../../problems/problem.entity.js";
import { Submission } from "../submission.entity.js";
import type { FailedTest } from "../../../../judge/failed-test.js";
import type { Timeline } from "../results/timeline.js";
import type { TestResult } from "../../../../judge/test-result.js";
import { Rejudging } from "../rejudgings/rejudging.entity.js";

export const JUDGEMENT_STATUSES = ["QUEUED", "COMPILING", "RUNNING", "FINISHED"] as const;
export type JudgementStatus = (typeof JUDGEMENT_STATUSES)[number];

/**
 * One judging of a submission; a rejudge adds another. The row is the outbox of its job: it is committed as QUEUED before
 * the job is added, and the sweeper adds the job again if queue and row disagree.
 */
@Entity({ tableName: "judgements" })
@Index({ name: "judgements_submission_index", properties: ["submission", "id"] })
@Index({ name: "judgements_verdict_index", properties: ["verdict", "submission"] })
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
@Index({
  name: "judgements_staged_unique",
  expression: "create unique index judgements_staged_unique on judgements (submission_id) where staged",
})
@Index({
  name: "judgements_rejudging_index",
  expression: "create index judgements_rejudging_index on judgements (rejudging_id, status, staged) where rejudging_id is not null",
})
export class Judgement {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Submission, { ref: true, deleteRule: "cascade" })
  submission!: Ref<Submission>;

  /** Test set used for this judgement, even if the problem has a newer one now. */
  @ManyToOne(() => TestSet, { ref: true, index: true, deleteRule: "restrict" })
  testSet!: Ref<TestSet>;

  /** Revision of the problem when judging began; its limits and checker apply. */
  @Property({ type: "integer", nullable: true })
  problemRevision: number | null = null;

  @Enum({ items: JUDGEMENT_STATUSES })
  status: JudgementStatus = "QUEUED";

  /** Null until FINISHED. */
  @Enum({ items: Object.keys(VERDICTS), nullable: true })
  verdict: string | null = null;

  /** Incremented by each claim. Only the current claim may write results. */
  @Property({ type: "integer" })
  attempt: number = 0;

  /** Number of sandbox failures, as opposed to failures of the program. */
  @Property({ type: "integer" })
  systemFailures: number = 0;

  /** Expiry of the claim, on the database's clock. */
  @Property({ type: "datetime", nullable: true })
  leaseExpiresAt: Date | null = null;

  @Property({ type: "text", nullable: true })
  workerId: string | null = null;

  /** See rounds.ts. An account has one place per round, so that a flood from one account does not delay others. */
  @Property({ type: "integer", default: 0 })
  round: number = 0;

  /** Account that requested the rejudge; null for the first judgement. */
  @Property({ type: "uuid", nullable: true })
  requestedById: string | null = null;

  /** The set that it belongs to; null for the first judgement, and after the set's retention. */
  @ManyToOne(() => Rejudging, { nullable: true, ref: true, index: false, deleteRule: "set null" })
  rejudging: Ref<Rejudging> | null = null;

  /** Its set is not applied yet: the submission's verdict is that of its newest judgement that is not staged. */
  @Property({ type: "boolean", default: false })
  staged: boolean = false;

  @Property({ type: "datetime", defaultRaw: "now()" })
  queuedAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  startedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  finishedAt: Date | null = null;

  /** Owner of the submission. Set together with `finishNumber`, so that one index covers both. */
  @Property({ type: "uuid", nullable: true })
  userId: string | null = null;

  /** Sequence number among the account's finished judgements, in commit order, from 1. Watchers resume from it. */
  @Property({ type: "integer", nullable: true })
  finishNumber: number | null = null;

  /** Short reason: CPU or WALL for a time limit, a signal or an exit code for a runtime error. */
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

  /** Null if the problem is pass/fail, until FINISHED, and without a verdict on the program. */
  @Property({ type: "double", nullable: true })
  @UpToColumn("max_score")
  score: number | null = null;

  /** Present exactly if there is a score. */
  @Property({ type: "double", nullable: true })
  @PresentExactlyIf("score is not null")
  maxScore: number | null = null;

  /** In the order of the problem's groups. Present exactly if there is a score. */
  @Property({ type: "json", nullable: true })
  @PresentExactlyIf("score is not null")
  groups: GroupResult[] | null = null;
  /** The first failed hidden test, for those whom the problem's author lets see it. Read by its own field only. */
  @Property({ type: "json", nullable: true, lazy: true })
  failedTest: FailedTest | null = null;

  /** Version of the compiler or runtime on the worker that judged it. Null for older judgements. */
  @Property({ type: "text", nullable: true })
  toolchain: string | null = null;

  /** Null until it has finished, and for older judgements. */
  @Property({ type: "json", nullable: true })
  timeline: Timeline | null = null;
}
