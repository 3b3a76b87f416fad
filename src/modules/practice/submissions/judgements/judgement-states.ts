/** Judgements as they are shown: to watchers, in events, and as figures of the queue. */
import { rows, type Database } from "../../../../platform/database/database.js";
import { CO_AUTHOR_IDS } from "../../problems/problem.rows.js";
import type { JudgementState } from "../live/submission-status.event.js";
import { SCORE_COLUMNS } from "./score-columns.js";

export interface JudgementStates {
  /** Null for staged judgements too: they are not shown. */
  stateOf(judgementId: string): Promise<JudgementState | null>;
  /**
   * The newest judgement of each given submission. For each given account: its judgements finished after `finishNumber`,
   * in that order, at most FINISHED_AT_ONCE, then all its unfinished ones.
   */
  watchedStates(submissionIds: readonly string[], accounts: readonly FinishedPlace[]): Promise<JudgementState[]>;
  /** Number of finished judgements of the account, and the `finishNumber` of the first one within `recentMs`, if any. */
  finishedUntil(userId: string, recentMs: number): Promise<{ last: number; firstRecent: number | null }>;
  /** Length of the queue and age of its oldest judgement, without rejudgements; and the number of these. */
  backlog(): Promise<{ count: number; oldestSeconds: number; rejudgements: number }>;
}

/** A position in the order in which an account's judgements finished. */
export interface FinishedPlace {
  userId: string;
  finishNumber: number;
}

/** JudgedSubmission as JSON, from judgement `j`, submission `s`, problem `p` and test set `t`. */
export const ABOUT = `json_build_object('userId', s.user_id, 'problemId', s.problem_id, 'problemAuthorId', p.author_id, 'problemOrganizationId', p.organization_id,
    'problemCoAuthorIds', ${CO_AUTHOR_IDS}, 'language', s.language, 'sourceBytes', s.source_bytes, 'createdAt', s.created_at,
    'testSetVersion', t.version, 'problemRevision', j.problem_revision, 'feedback', p.feedback, 'queuedAt', j.queued_at, 'startedAt', j.started_at) as about`;

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

export function createJudgementStates({ db }: { db: Database }): JudgementStates {
  const first = async <T extends object>(sql: string, params: readonly unknown[]) => (await rows<T>(db.em.fork(), sql, params))[0] ?? null;

  return {
    stateOf: (judgementId) => first(`${STATE} and j.id = ? and not j.staged`, [judgementId]),

    watchedStates: (submissionIds, accounts) =>
      rows(
        db.em.fork(),
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

    async backlog() {
      const found = await first<{ count: number; oldestSeconds: number; rejudgements: number }>(
        `select count(*) filter (where not staged)::int as count, count(*) filter (where staged)::int as rejudgements,
           coalesce(extract(epoch from now() - min(queued_at) filter (where not staged)), 0)::float8 as "oldestSeconds"
         from judgements where status = 'QUEUED'`,
        [],
      );
      return found!;
    },
  };
}
