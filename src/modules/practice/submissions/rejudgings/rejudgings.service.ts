import type { SignedIn } from "../../../../access/viewer.js";
import { isAdmin, mayEditProblem } from "../../../../access/policy.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import { within } from "../../../../kernel/within.js";
import type { Database, EntityManager, Transaction } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { record } from "../../../base/audit/record.js";
import { readProblem } from "../../problems/authors/problem-access.js";
import { queueJudgement } from "../worker/judge-submission.job.js";
import { applyRejudging } from "./apply-rejudging.js";
import { decideOn } from "./decide-on.js";
import { readRejudging, FROM_REJUDGINGS, NEWEST_REJUDGING_FIRST, REJUDGING_COLUMNS, type RejudgingRow } from "./rejudging.rows.js";
import { select, selectApart, type Selection } from "./rejudging-selection.js";
import { publishRejudging } from "./rejudging.topic.js";
import { stage, type Staged } from "./stage-judgements.js";

/** Submissions of one set. */
export const MOST_IN_A_SET = 10_000;
/** Submissions of one call of the deprecated `rejudgeSubmissions`. */
export const MOST_REJUDGED = 500;

const SETS = { name: "rejudgings", most: 60, windowMs: HOUR_MS };
/** The sweeper adds the jobs of the others in time: they come after everything else in the queue. */
const QUEUED_AT_ONCE = 50;
const PATIENCE_MS = 1000;
const NOTHING =
  "No submission that can be judged again matches. Left out are those in an open rejudging: apply or cancel it first. So are those that are not judged, or cancelled.";

export interface RejudgingOptions {
  reason: string;
  applyWhenJudged: boolean;
}

export interface RejudgingsService {
  /** Commits the set with its queued judgements. BAD_USER_INPUT if nothing or too much matches. */
  create(
    viewer: SignedIn,
    which: Selection,
    options: RejudgingOptions,
    address: string,
  ): Promise<{ rejudging: RejudgingRow; skippedCount: number }>;
  /** The set is applied when it is judged. Takes the first MOST_REJUDGED that match; none is not an error. */
  rejudge(
    viewer: SignedIn,
    which: Selection,
    reason: string,
    address: string,
  ): Promise<{ rejudgedCount: number; skippedCount: number; hasMore: boolean }>;
  /**
   * For a module above, whose caller has checked the permission: of these submissions, those that are set apart. The set is applied when it is
   * judged. Returns its size; 0 makes none.
   */
  rejudgeApart(viewer: SignedIn, submissionIds: readonly string[], reason: string, address: string): Promise<number>;
  /** CONFLICT while it is judged, and once it is cancelled. Repeating it is harmless. */
  apply(viewer: SignedIn, id: string, address: string): Promise<RejudgingRow>;
  /** CONFLICT once it is applied. Repeating it is harmless. */
  cancel(viewer: SignedIn, id: string, address: string): Promise<RejudgingRow>;
  /** Of a problem, or all of them for admins. */
  list(em: EntityManager, viewer: SignedIn, problemId: string | null, page: PageArgs): Promise<Connection<RejudgingRow>>;
}

interface Dependencies {
  db: Database;
  jobs: Jobs;
  pubSub: PubSub;
  limiter: RateLimiter;
  log: Logger;
}

export function createRejudgingsService({ db, jobs, pubSub, limiter, log }: Dependencies): RejudgingsService {
  /** Waits only briefly: the sweepers add missing jobs. */
  const soon = (what: string, work: Promise<unknown>) =>
    within(PATIENCE_MS, work).catch((error: unknown) => log.warn({ err: error }, `${what} later`));

  const enqueue = async (staged: readonly Staged[]) => {
    for (const { id, round } of staged.slice(0, QUEUED_AT_ONCE)) await queueJudgement(jobs, id, round);
  };

  const expectRate = async (viewer: SignedIn) => {
    const refused = await limiter.take(SETS, viewer.id);
    if (refused) throw new AppError("RATE_LIMITED", `At most ${SETS.most} rejudgings an hour. Put more submissions into one.`, refused);
  };

  interface Wanted extends RejudgingOptions {
    submissionIds: readonly string[];
    problemId: string | null;
    which: Selection;
    address: string;
  }

  const write = async (tx: Transaction, viewer: SignedIn, wanted: Wanted) => {
    const id = newId();
    const staged = await stage(tx, viewer, id, wanted);
    const { which, reason, problemId, address } = wanted;
    const details = { ...which, rejudgingId: id, reason, count: staged.length };
    record(tx, { actorId: viewer.id, action: "submission.rejudged", subject: { type: "problem", id: problemId }, address, details });
    tx.afterCommit(() => soon("judgements queued", enqueue(staged)));
    return { id, count: staged.length };
  };

  const decide = async (viewer: SignedIn, id: string, to: "APPLYING" | "CANCELLED", address: string) => {
    await readRejudging(db.em.fork(), viewer, id);
    await db.transaction(async (tx) => {
      if (!(await decideOn(tx, id, to, viewer.id))) return;
      const action = to === "APPLYING" ? "rejudging.applied" : "rejudging.cancelled";
      record(tx, { actorId: viewer.id, action, subject: { type: "rejudging", id }, address });
      tx.afterCommit(() => publishRejudging({ pubSub, log }, id));
      if (to === "APPLYING") tx.afterCommit(() => soon("rejudging applied", jobs.add(applyRejudging, { id }, id)));
    });
    return readRejudging(db.em.fork(), viewer, id);
  };

  return {
    async create(viewer, which, options, address) {
      await expectRate(viewer);
      const made = await db.transaction(async (tx) => {
        const { submissionIds, matchCount, problemId } = await select(tx, viewer, which, MOST_IN_A_SET);
        const field = "ids" in which ? "input.submissionIds" : "input.filter";
        if (matchCount > MOST_IN_A_SET) {
          const message = `More than ${MOST_IN_A_SET} submissions match. Narrow the filter, for example by time.`;
          throw badInput(field, message, "TOO_MANY", { maximum: MOST_IN_A_SET, actual: matchCount });
        }
        if (matchCount === 0) throw badInput(field, NOTHING, "TOO_FEW", { minimum: 1, actual: 0 });
        const { id, count } = await write(tx, viewer, { ...options, submissionIds, problemId, which, address });
        return { id, skippedCount: ("ids" in which ? new Set(which.ids).size : matchCount) - count };
      });
      return { rejudging: await readRejudging(db.em.fork(), viewer, made.id), skippedCount: made.skippedCount };
    },

    async rejudge(viewer, which, reason, address) {
      await expectRate(viewer);
      return db.transaction(async (tx) => {
        const { submissionIds, matchCount, problemId } = await select(tx, viewer, which, MOST_REJUDGED);
        const hasMore = matchCount > MOST_REJUDGED;
        const named = "ids" in which ? new Set(which.ids).size : submissionIds.length;
        if (submissionIds.length === 0) return { rejudgedCount: 0, skippedCount: named, hasMore };
        const { count } = await write(tx, viewer, { reason, applyWhenJudged: true, submissionIds, problemId, which, address });
        return { rejudgedCount: count, skippedCount: named - count, hasMore };
      });
    },

    async rejudgeApart(viewer, ids, reason, address) {
      await expectRate(viewer);
      return db.transaction(async (tx) => {
        const submissionIds = await selectApart(tx, ids);
        if (submissionIds.length === 0) return 0;
        const wanted = { reason, applyWhenJudged: true, submissionIds, problemId: null, which: { ids: submissionIds }, address };
        return (await write(tx, viewer, wanted)).count;
      });
    },

    async apply(viewer, id, address) {
      const row = await decide(viewer, id, "APPLYING", address);
      if (row.status === "JUDGING") throw new AppError("CONFLICT", "It is still being judged. Apply it when its status is READY.");
      if (row.status === "CANCELLED") throw new AppError("CONFLICT", "It has been cancelled.");
      return row;
    },

    async cancel(viewer, id, address) {
      const row = await decide(viewer, id, "CANCELLED", address);
      if (row.status !== "CANCELLED") throw new AppError("CONFLICT", "It has been applied. Rejudge again to change its verdicts.");
      return row;
    },

    async list(em, viewer, problemId, page) {
      const mayList = problemId === null ? isAdmin(viewer) : mayEditProblem(viewer, await readProblem(em, viewer, { id: problemId }));
      if (!mayList) throw new AppError("FORBIDDEN", "Set `problemId` to a problem that you can edit. Only admins can list the other sets.");
      const conditions = problemId === null ? [] : [{ sql: "r.problem_id = ?", params: [problemId] }];
      return readConnection(em, { select: REJUDGING_COLUMNS, from: FROM_REJUDGINGS, conditions }, page, NEWEST_REJUDGING_FIRST);
    },
  };
}
