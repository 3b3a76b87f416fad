import { judgementFinished, type JudgementFinished } from "../../../../events/judgement-finished.event.js";
import { setApartJudgementFinished } from "../../../../events/set-apart-judgement-finished.event.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { IncludedFile } from "../../../../judge/included-files.js";
import type { Problem } from "../../problems/problem.entity.js";
import type { JudgedBy } from "../worker/checking.js";
import type { JudgementStatus } from "./judgement.entity.js";
import type { SourceFile } from "../submission.entity.js";
import { ABOUT, ITS_OWN, OF_A_JUDGEMENT, STATE_COLUMNS } from "./judgement-states.js";
import type { ScoreColumns } from "./score-columns.js";
import type { JudgedSubmission, JudgementState } from "../live/submission-status.event.js";
import type { FailedTest } from "../../../../judge/failed-test.js";
import type { Timeline } from "../results/timeline.js";
import type { TestResult } from "../../../../judge/test-result.js";

/** Everything a worker needs for judging, read by the statement that claims the judgement. */
export interface JudgementClaim {
  judgementId: string;
  submissionId: string;
  userId: string;
  problemId: string;
  /** Of an assessment: its verdict is for that alone. */
  setApart: boolean;
  attempt: number;
  workerId: string;
  systemFailures: number;
  /** Milliseconds since the judgement was queued. */
  waitedMs: number;
  language: string;
  source: string;
  files: SourceFile[];
  testSetSha256: string;
  testCount: number;
  problem: Pick<Problem, "timeLimitMs" | "memoryLimitKb" | "outputLimitKb" | "languageLimits" | "scoring" | "signature" | "drivers"> &
    JudgedBy & {
      /** Of the language. */
      includedFiles: IncludedFile[];
    };
  about: JudgedSubmission;
  /** The set of a staged judgement; null if the verdict counts at once. */
  rejudgingId: string | null;
}

export type ClaimAnswer = { kind: "claimed"; claim: JudgementClaim } | { kind: "finished" } | { kind: "held" } | { kind: "missing" };

export interface FinalResult extends ScoreColumns {
  verdict: string;
  detail: string | null;
  compilerOutput: string | null;
  testsTotal: number;
  testsPassed: number;
  cpuMs: number | null;
  wallMs: number | null;
  peakMemoryKb: number | null;
  tests: readonly TestResult[];
  failedTest: FailedTest | null;
  toolchain: string | null;
  timeline: Timeline | null;
}

/**
 * Every change is one conditional statement that applies only if the row is still in the expected state, on the
 * database's clock. This guarantees a single verdict even if a job runs twice or a stalled worker resumes late.
 */
export interface JudgementRepository {
  claim(judgementId: string, workerId: string, leaseMs: number): Promise<ClaimAnswer>;
  /** Extends the lease. False if another worker has claimed the judgement or it is finished. */
  renew(claim: JudgementClaim, leaseMs: number, status?: JudgementStatus): Promise<boolean>;
  /**
   * Writes the verdict, and passes the final state to `committed` after the commit. A staged one causes nothing else. False if the
   * claim was lost and another verdict counts.
   */
  finish(claim: JudgementClaim, result: FinalResult, committed: (state: JudgementState) => void): Promise<boolean>;
  /** Releases the claim. `failed` counts towards SYSTEM_ERROR. False if the claim was lost. */
  release(claim: JudgementClaim, failed: boolean): Promise<boolean>;
  /**
   * Withdraws the newest judgement of a submission while it is queued, in the caller's transaction. Returns its id; null if
   * it is no longer queued or is a rejudgement.
   */
  cancel(em: EntityManager, submissionId: string, userId: string): Promise<string | null>;
  /** Requeues judgements with expired leases, and lists those queued for longer than `idleMs`, in queue order. */
  sweep(idleMs: number, limit: number): Promise<{ expired: Waiting[]; waiting: Waiting[] }>;
}

/** A judgement without a worker. */
export interface Waiting {
  id: string;
  round: number;
}

/**
 * Commits without waiting for the disk, which saves 1 to 5 ms. If the database crashes right after, the claim is lost and
 * the row is queued again. The conditions of later statements include the worker, so writes of the first claim are
 * rejected.
 */
const CLAIM = `
  with unsynced as (select set_config('synchronous_commit', 'off', true))
  update judgements j
  set attempt = j.attempt + 1, status = 'COMPILING', worker_id = ?, lease_expires_at = now() + ? * interval '1 millisecond',
      started_at = now(), tests_total = t.test_count, problem_revision = p.revision
  from unsynced, submissions s, test_sets t, problems p
  where j.id = ? and s.id = j.submission_id and p.id = s.problem_id and t.id = j.test_set_id
    and (j.status = 'QUEUED' or (j.status in ('COMPILING', 'RUNNING') and j.lease_expires_at < now()))
  returning j.id as "judgementId", s.id as "submissionId", s.user_id as "userId", s.problem_id as "problemId", s.set_apart as "setApart", j.attempt,
    j.worker_id as "workerId", j.system_failures as "systemFailures",
    case when j.staged then j.rejudging_id end as "rejudgingId", (extract(epoch from now() - j.queued_at) * 1000)::int as "waitedMs",
    s.language, s.source, s.files, t.sha256 as "testSetSha256", t.test_count as "testCount",
    json_build_object('timeLimitMs', p.time_limit_ms, 'memoryLimitKb', p.memory_limit_kb, 'languageLimits', p.language_limits, 'checker', p.checker,
      'checkerParameters', p.checker_parameters, 'checkerProgram', p.checker_program, 'scoring', p.scoring,
      'interactor', p.interactor, 'checksInteractorOutput', p.checks_interactor_output, 'passes', p.passes, 'outputLimitKb', p.output_limit_kb,
      'signature', p.signature, 'drivers', p.drivers, 'includedFiles', coalesce(p.included_files -> s.language, '[]')) as problem, ${ABOUT}`;

/**
 * Numbers an account's judgements as they finish. The lock is held until the commit, so they become visible in this
 * order, and a watcher that has seen one has seen all earlier ones.
 */
export const LOCK_FINISHES = "select pg_advisory_xact_lock(hashtextextended('finish:' || ?, 0))";
const NUMBERED = `user_id = s.user_id,
  finish_number = (select coalesce(max(f.finish_number), 0) + 1 from judgements f where f.user_id = s.user_id)`;

/** Handlers of `judgementFinished` count and show what they are told, so they are not told of submissions that are set apart. */
export function announceVerdict(em: EntityManager, setApart: boolean, verdict: JudgementFinished): void {
  const { judgementId, submissionId, userId } = verdict;
  if (setApart) announce(em, setApartJudgementFinished, { judgementId, submissionId, userId });
  else announce(em, judgementFinished, verdict);
}

export function createJudgementRepository({ db }: { db: Database }): JudgementRepository {
  const fork = () => db.em.fork();
  const applied = async (sql: string, params: readonly unknown[]) => (await rows(fork(), `${sql} returning 1`, params)).length > 0;
  const first = async <T extends object>(sql: string, params: readonly unknown[]) => (await rows<T>(fork(), sql, params))[0] ?? null;

  return {
    async claim(judgementId, workerId, leaseMs) {
      const claim = await first<JudgementClaim>(CLAIM, [workerId, leaseMs, judgementId]);
      if (claim) return { kind: "claimed", claim };
      const row = await first<{ status: JudgementStatus }>("select status from judgements where id = ?", [judgementId]);
      if (!row) return { kind: "missing" };
      return { kind: row.status === "FINISHED" ? "finished" : "held" };
    },

    renew: ({ judgementId, attempt, workerId }, leaseMs, status) =>
      applied(
        `update judgements set lease_expires_at = now() + ? * interval '1 millisecond', status = coalesce(?::text, status)
         where id = ? and attempt = ? and worker_id = ? and status in ('COMPILING', 'RUNNING')`,
        [leaseMs, status ?? null, judgementId, attempt, workerId],
      ),

    finish: (claim, verdict, committed) =>
      db.transaction(async (tx) => {
        const counts = claim.rejudgingId === null;
        if (counts) await rows(tx, LOCK_FINISHES, [claim.userId]);
        const [state] = await rows<JudgementState>(
          tx,
          `update judgements j set status = 'FINISHED', verdict = ?, detail = ?, compiler_output = ?, tests_total = ?, tests_passed = ?,
             cpu_ms = ?, wall_ms = ?, peak_memory_kb = ?, tests = ?::jsonb, score = ?, max_score = ?, groups = ?::jsonb,
             failed_test = ?::jsonb, toolchain = ?, timeline = ?::jsonb, finished_at = clock_timestamp(), lease_expires_at = null${counts ? `, ${NUMBERED}` : ""}
           from ${OF_A_JUDGEMENT}
           where j.id = ? and ${ITS_OWN} and j.attempt = ? and j.worker_id = ? and j.status in ('COMPILING', 'RUNNING')
           returning ${STATE_COLUMNS}`,
          [
            verdict.verdict,
            verdict.detail,
            verdict.compilerOutput,
            verdict.testsTotal,
            verdict.testsPassed,
            verdict.cpuMs,
            verdict.wallMs,
            verdict.peakMemoryKb,
            JSON.stringify(verdict.tests),
            verdict.score,
            verdict.maxScore,
            verdict.groups && JSON.stringify(verdict.groups),
            verdict.failedTest && JSON.stringify(verdict.failedTest),
            verdict.toolchain,
            verdict.timeline && JSON.stringify(verdict.timeline),
            claim.judgementId,
            claim.attempt,
            claim.workerId,
          ],
        );
        if (!state) return false;
        const { judgementId, submissionId, userId, problemId, setApart } = claim;
        if (counts) announceVerdict(tx, setApart, { judgementId, submissionId, userId, problemId, verdict: verdict.verdict });
        tx.afterCommit(() => committed(state));
        return true;
      }),

    release: ({ judgementId, attempt, workerId }, failed) =>
      applied(
        `update judgements set status = 'QUEUED', lease_expires_at = null, system_failures = system_failures + ?
         where id = ? and attempt = ? and worker_id = ? and status in ('COMPILING', 'RUNNING')`,
        [failed ? 1 : 0, judgementId, attempt, workerId],
      ),

    async cancel(em, submissionId, owner) {
      await rows(em, LOCK_FINISHES, [owner]);
      const [cancelled] = await rows<{ id: string; userId: string; problemId: string; setApart: boolean }>(
        em,
        `update judgements j set status = 'FINISHED', verdict = 'CANCELLED', finished_at = clock_timestamp(), ${NUMBERED}
         from submissions s
         where s.id = j.submission_id and j.status = 'QUEUED' and j.requested_by_id is null
           and j.id = (select id from judgements where submission_id = ? and not staged order by id desc limit 1)
         returning j.id, s.user_id as "userId", s.problem_id as "problemId", s.set_apart as "setApart"`,
        [submissionId],
      );
      if (!cancelled) return null;
      const { id: judgementId, userId, problemId, setApart } = cancelled;
      announceVerdict(em, setApart, { judgementId, submissionId, userId, problemId, verdict: "CANCELLED" });
      return judgementId;
    },

    async sweep(idleMs, limit) {
      const em = fork();
      const expired = await rows<Waiting>(
        em,
        `update judgements set status = 'QUEUED', lease_expires_at = null
         where id in (select id from judgements where status in ('COMPILING', 'RUNNING') and lease_expires_at < now() limit ${limit} for update skip locked)
         returning id, round`,
      );
      const waiting = await rows<Waiting>(
        em,
        `select id, round from judgements where status = 'QUEUED' and queued_at < now() - ? * interval '1 millisecond'
         order by round, queued_at limit ${limit}`,
        [idleMs],
      );
      return { expired, waiting };
    },
  };
}
