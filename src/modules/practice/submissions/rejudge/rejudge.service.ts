import { isAdmin, mayEditProblem, type Authorship } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { languageIdOf } from "../../../../judge/languages/index.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { within } from "../../../../kernel/within.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { record } from "../../../base/audit/record.js";
import { CO_AUTHOR_IDS } from "../../problems/problem.rows.js";
import { queueJudgement } from "../worker/judge-submission.job.js";
import type { JudgementRepository } from "../judgements/judgement.repository.js";
import type { RejudgeFilter } from "./rejudge.type.js";
import { eventOfState, publishStatus } from "../live/submission-status.event.js";

export type Rejudged = { ids: readonly string[] } | { filter: RejudgeFilter };

export interface RejudgeService {
  /**
   * Judges finished submissions again with the current tests of their problem. Each rejudge is a new judgement, committed
   * before its job is added. FORBIDDEN if the filter's problem is not editable by the viewer; NOT_FOUND if one of the ids
   * is not.
   */
  rejudge(
    viewer: SignedIn,
    which: Rejudged,
    reason: string,
    address: string,
  ): Promise<{ rejudgedCount: number; skippedCount: number; hasMore: boolean }>;
}

/** Per call. */
export const MOST_REJUDGED = 500;
const TELL_PATIENCE_MS = 1000;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  pubSub: PubSub;
  log: Logger;
  judgements: JudgementRepository;
}

export function createRejudgeService({ db, jobs, pubSub, log, judgements }: Dependencies): RejudgeService {
  return {
    async rejudge(viewer, which, reason, address) {
      return db.transaction(async (tx) => {
        const found = "ids" in which ? await named(tx, viewer, which.ids) : await matching(tx, viewer, which.filter);
        const made = await write(tx, viewer, found.slice(0, MOST_REJUDGED));
        const rejudgedCount = made.length;
        const subject = { type: "problem", id: "filter" in which ? (which.filter.problemId ?? null) : null };
        const details = { ...which, reason, count: rejudgedCount };
        if (rejudgedCount > 0) record(tx, { actorId: viewer.id, action: "submission.rejudged", subject, address, details });
        // Waits only briefly: the sweeper adds missing jobs, and watchers re-read rows.
        tx.afterCommit(() =>
          within(TELL_PATIENCE_MS, announced(made)).catch((error: unknown) =>
            log.warn({ err: error }, "rejudging not published; watchers re-read rows"),
          ),
        );
        const skippedCount = Math.min(found.length, MOST_REJUDGED) - rejudgedCount;
        return { rejudgedCount, skippedCount, hasMore: found.length > MOST_REJUDGED };
      });
    },
  };

  async function announced(made: readonly Made[]): Promise<void> {
    for (const { id, round } of made) await queueJudgement(jobs, id, round);
    const states = await judgements.watchedStates(
      made.map(({ submissionId }) => submissionId),
      [],
    );
    await Promise.all(states.map((state) => publishStatus(pubSub, eventOfState(state))));
  }

  /**
   * Skips submissions that are being judged, were withdrawn, belong to a problem without tests, or lost their code with a
   * deleted account.
   */
  async function write(em: EntityManager, viewer: SignedIn, submissionIds: readonly string[]): Promise<Made[]> {
    const ready = await rows<{ id: string }>(
      em,
      `select s.id from submissions s join problems p on p.id = s.problem_id
       join lateral (select status, verdict from judgements where submission_id = s.id order by id desc limit 1) j on true
       where s.id = any(?::uuid[]) and p.test_set_id is not null and s.source is not null and j.status = 'FINISHED' and j.verdict <> 'CANCELLED' order by s.id`,
      [`{${submissionIds.join(",")}}`],
    );
    if (ready.length === 0) return [];
    const first = await judgements.nextRejudgingRound(em);
    const made = ready.map(({ id: submissionId }, place) => ({ id: newId(), submissionId, round: first + place }));
    await em.execute(
      `insert into judgements (id, submission_id, test_set_id, status, attempt, system_failures, round, tests_total, tests_passed, tests, requested_by_id)
       select made.id, s.id, p.test_set_id, 'QUEUED', 0, 0, made.round, 0, 0, '[]', ?::uuid
       from jsonb_to_recordset(?::jsonb) as made (id uuid, "submissionId" uuid, round int)
       join submissions s on s.id = made."submissionId" join problems p on p.id = s.problem_id`,
      [viewer.id, JSON.stringify(made)],
    );
    return made;
  }
}

interface Made {
  id: string;
  submissionId: string;
  round: number;
}

/** Locked until the commit, so that concurrent requests do not rejudge the same submissions. */
const HELD = "for no key update of s";

async function named(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)];
  const found = await rows<{ id: string } & Authorship>(
    em,
    `select s.id, p.author_id as "authorId", ${CO_AUTHOR_IDS} as "coAuthorIds"
     from submissions s join problems p on p.id = s.problem_id where s.id = any(?::uuid[]) order by s.id ${HELD}`,
    [`{${wanted.join(",")}}`],
  );
  if (found.length < wanted.length || !found.every((row) => mayEditProblem(viewer, row))) throw notFound("submission");
  return found.map(({ id }) => id);
}

async function matching(em: EntityManager, viewer: SignedIn, filter: RejudgeFilter): Promise<string[]> {
  if (!isAdmin(viewer)) {
    const [problem] = filter.problemId
      ? await rows<Authorship>(em, `select p.author_id as "authorId", ${CO_AUTHOR_IDS} as "coAuthorIds" from problems p where p.id = ?`, [
          filter.problemId,
        ])
      : [];
    if (!problem || !mayEditProblem(viewer, problem))
      throw new AppError("FORBIDDEN", "Set `filter.problemId` to a problem that you may edit. Only admins may rejudge other problems.");
  }
  const wanted: [string, string | Date | null | undefined][] = [
    ["s.problem_id = ?", filter.problemId],
    ["s.language = ?", filter.language && languageIdOf(filter.language)],
    ["j.verdict = ?", filter.verdict],
    ["s.created_at >= ?", filter.sentFrom],
    ["s.created_at < ?", filter.sentBefore],
    ["j.finished_at < ?", filter.judgedBefore],
  ];
  const given = wanted.filter(([, value]) => value != null);
  const found = await rows<{ id: string }>(
    em,
    `select s.id from submissions s
     join lateral (select status, verdict, finished_at from judgements where submission_id = s.id order by id desc limit 1) j on true
     where j.status = 'FINISHED' and j.verdict <> 'CANCELLED' and s.source is not null ${given.map(([sql]) => `and ${sql}`).join(" ")}
     order by s.id limit ${MOST_REJUDGED + 1} ${HELD}`,
    given.map(([, value]) => value),
  );
  return found.map(({ id }) => id);
}
