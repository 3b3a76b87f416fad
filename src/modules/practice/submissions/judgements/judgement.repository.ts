import { judgementFinished } from "../../../../events/judgement-finished.event.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Problem } from "../../problems/problem.entity.js";
import { CO_AUTHOR_IDS } from "../../problems/problem.rows.js";
import type { JudgedBy } from "../worker/checking.js";
import type { JudgementStatus } from "./judgement.entity.js";
import { SCORE_COLUMNS, type ScoreColumns } from "./score-columns.js";
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
  attempt: number;
  workerId: string;
  systemFailures: number;
  /** Milliseconds since the judgement was queued. */
  waitedMs: number;
  language: string;
  source: string;
  testSetSha256: string;
  testCount: number;
  problem: Pick<Problem, "timeLimitMs" | "memoryLimitKb" | "languageLimits" | "scoring"> & JudgedBy;
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
  /** Null for staged judgements too: they are not shown. */
  stateOf(judgementId: string): Promise<JudgementState | null>;
  /**
   * The newest judgement of each given submission. For each given account: its judgements finished after `finishNumber`,
   * in that order, at most FINISHED_AT_ONCE, then all its unfinished ones.
   */
  watchedStates(submissionIds: readonly string[], accounts: readonly FinishedPlace[]): Promise<JudgementState[]>;
  /** Number of finished judgements of the account, and the `finishNumber` of the first one within `recentMs`, if any. */
  finishedUntil(userId: string, recentMs: number): Promise<{ last: number; firstRecent: number | null }>;
  /**
   * Withdraws the newest judgement of a submission while it is queued, in the caller's transaction. Returns its id; null if
   * it is no longer queued or is a rejudgement.
   */
  cancel(em: EntityManager, submissionId: string, userId: string): Promise<string | null>;
  /** Requeues judgements with expired leases, and lists those queued for longer than `idleMs`, in queue order. */
  sweep(idleMs: number, limit: number): Promise<{ expired: Waiting[]; waiting: Waiting[] }>;
  /** Length of the queue and age of its oldest judgement, without rejudgements; and the number of these. */
  backlog(): Promise<{ count: number; oldestSeconds: number; rejudgements: number }>;
}

/** A position in the order in which an account's judgements finished. */
export interface FinishedPlace {
  userId: string;
  finishNumber: number;
}

/** A judgement without a worker. */
export interface Waiting {
  id: string;
  round: number;
}

/** JudgedSubmission as JSON, from judgement `j`, submission `s`, problem `p` and test set `t`. */
const ABOUT = `json_build_object('userId', s.user_id, 'problemId', s.problem_id, 'problemAuthorId', p.author_id,
    'problemCoAuthorIds', ${CO_AUTHOR_IDS}, 'language', s.language, 'sourceBytes', s.source_bytes, 'createdAt', s.created_at,
    'testSetVersion', t.version, 'problemRevision', j.problem_revision, 'feedback', p.feedback, 'queuedAt', j.queued_at, 'startedAt', j.started_at) as about`;

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
  returning j.id as "judgementId", s.id as "submissionId", s.user_id as "userId", s.problem_id as "problemId", j.attempt,
    j.worker_id as "workerId", j.system_failures as "systemFailures",
    case when j.staged then j.rejudging_id end as "rejudgingId", (extract(epoch from now() - j.queued_at) * 1000)::int as "waitedMs",
    s.language, s.source, t.sha256 as "testSetSha256", t.test_count as "testCount",
    json_build_object('timeLimitMs', p.time_limit_ms, 'memoryLimitKb', p.memory_limit_kb, 'languageLimits', p.language_limits, 'checker', p.checker,
      'checkerParameters', p.checker_parameters, 'checkerProgram', p.checker_program, 'scoring', p.scoring,
      'interactor', p.interactor, 'checksInteractorOutput', p.checks_interactor_output) as problem, ${ABOUT}`;

/** Per account. Far more than the rate limit allows to accumulate while the judge works. */
const MOST_UNFINISHED = 1000;

/** Maximum number of finished judgements a watcher reads at once. */
export const FINISHED_AT_ONCE = 100;

export const STATE_COLUMNS = `j.id, j.submission_id as "submissionId", j.attempt, j.status, j.verdict, j.detail,
    j.compiler_output as "compilerOutput", j.tests_total as "testsTotal", j.tests_passed as "testsPassed", j.tests,
    j.cpu_ms as "cpuMs", j.wall_ms as "wallMs", j.peak_memory_kb as "peakMemoryKb", j.finished_at as "finishedAt",
    j.finish_number as "finishNumber", j.toolchain, j.timeline, ${SCORE_COLUMNS}, ${ABOUT}`;

export const OF_A_JUDGEMENT = "submissions s, problems p, test_sets t";
export const ITS_OWN = "s.id = j.submission_id and p.id = s.problem_id and t.id = j.test_set_id";

const STATE = `select ${STATE_COLUMNS} from judgements j, ${OF_A_JUDGEMENT} where ${ITS_OWN}`;

/**
 * Numbers an account's judgements as they finish. The lock is held until the commit, so they become visible in this
 * order, and a watcher that has seen one has seen all earlier ones.
 */
export const LOCK_FINISHES = "select pg_advisory_xact_lock(hashtextextended('finish:' || ?, 0))";
const NUMBERED = `user_id = s.user_id,
  finish_number = (select coalesce(max(f.finish_number), 0) + 1 from judgements f where f.user_id = s.user_id)`;

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
        const { judgementId, submissionId, userId, problemId } = claim;
        if (counts) announce(tx, judgementFinished, { judgementId, submissionId, userId, problemId, verdict: verdict.verdict });
        tx.afterCommit(() => committed(state));
        return true;
      }),

    release: ({ judgementId, attempt, workerId }, failed) =>
      applied(
        `update judgements set status = 'QUEUED', lease_expires_at = null, system_failures = system_failures + ?
         where id = ? and attempt = ? and worker_id = ? and status in ('COMPILING', 'RUNNING')`,
        [failed ? 1 : 0, judgementId, attempt, workerId],
      ),

    stateOf: (judgementId) => first(`${STATE} and j.id = ? and not j.staged`, [judgementId]),

    watchedStates: (submissionIds, accounts) =>
      rows(
        fork(),
        // Index scans; an OR would cause a sequential scan.
        `${STATE} and j.id in (
           (select distinct on (submission_id) id from judgements where submission_id = any(?::uuid[]) and not staged
             order by submission_id, id desc)
           union
           (select u.judgement_id from unnest(?::uuid[]) account(id) cross join lateral (
              select j.id as judgement_id from judgements j join submissions s on s.id = j.submission_id
              where s.user_id = account.id and j.status <> 'FINISHED' and not j.staged limit ${MOST_UNFINISHED}) u)
           union
           (select f.judgement_id from unnest(?::uuid[], ?::int[]) account(id, seen) cross join lateral (
              select id as judgement_id from judgements where user_id = account.id and finish_number > account.seen
              order by finish_number limit ${FINISHED_AT_ONCE}) f))
         order by j.finish_number nulls last, j.id`,
        [
          `{${submissionIds.join(",")}}`,
          `{${[...new Set(accounts.map(({ userId }) => userId))].join(",")}}`,
          `{${accounts.map(({ userId }) => userId).join(",")}}`,
          `{${accounts.map(({ finishNumber }) => finishNumber).join(",")}}`,
        ],
      ),

    async finishedUntil(userId, recentMs) {
      const found = await first<{ last: number; firstRecent: number | null }>(
        `select coalesce(max(finish_number), 0) as last,
           min(finish_number) filter (where finished_at > now() - ? * interval '1 millisecond') as "firstRecent"
         from (select finish_number, finished_at from judgements where user_id = ? and finish_number is not null
               order by finish_number desc limit ${FINISHED_AT_ONCE}) newest`,
        [recentMs, userId],
      );
      return found!;
    },

    async cancel(em, submissionId, owner) {
      await rows(em, LOCK_FINISHES, [owner]);
      const [cancelled] = await rows<{ id: string; userId: string; problemId: string }>(
        em,
        `update judgements j set status = 'FINISHED', verdict = 'CANCELLED', finished_at = clock_timestamp(), ${NUMBERED}
         from submissions s
         where s.id = j.submission_id and j.status = 'QUEUED' and j.requested_by_id is null
           and j.id = (select id from judgements where submission_id = ? and not staged order by id desc limit 1)
         returning j.id, s.user_id as "userId", s.problem_id as "problemId"`,
        [submissionId],
      );
      if (!cancelled) return null;
      const { id: judgementId, userId, problemId } = cancelled;
      announce(em, judgementFinished, { judgementId, submissionId, userId, problemId, verdict: "CANCELLED" });
      return judgementId;
    },

    async backlog() {
      const found = await first<{ count: number; oldestSeconds: number; rejudgements: number }>(
        `select count(*) filter (where not staged)::int as count, count(*) filter (where staged)::int as rejudgements,
           coalesce(extract(epoch from now() - min(queued_at) filter (where not staged)), 0)::float8 as "oldestSeconds"
         from judgements where status = 'QUEUED'`,
        [],
      );
      return found!;
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
