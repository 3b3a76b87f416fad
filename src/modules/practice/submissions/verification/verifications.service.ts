import { ref } from "@mikro-orm/core";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { User } from "../../../base/users/user.entity.js";
import { readEditable } from "../../problems/authors/problem-access.js";
import { Problem, TestSet } from "../../problems/problem.entity.js";
import { queueVerification } from "../worker/judge-submission.job.js";
import { NOTHING_FOUND } from "./report.js";
import { Verification, type VerificationScope, type VerificationStatus } from "./verification.entity.js";
import { readVerification, readVerificationRow, type VerificationRow } from "./verification.rows.js";
import { fingerprintOf, newestSubject } from "./verification-subject.js";
import { progressOf, tasksOf } from "./verification-tasks.js";
import { publishVerification } from "./verification.topic.js";

const VERIFICATIONS = { name: "verifications", most: 60, windowMs: HOUR_MS };

export interface VerificationsService {
  /**
   * Starts a verification of the newest revision and tests, or answers the one that is under way for them. Ends any other of the problem.
   * CONFLICT if there is nothing to verify.
   */
  verify(viewer: SignedIn, problemId: string): Promise<VerificationRow>;
  /**
   * Only runs validators, unless they have run over these tests; null if there are none, or no tests. For a validator that was just
   * saved.
   */
  verifyInputs(viewer: SignedIn, problemId: string): Promise<VerificationRow | null>;
  /** Ends it, with what it has found so far; one that has ended stays as it is. NOT_FOUND for others than editors of the problem. */
  cancel(viewer: SignedIn, id: string): Promise<VerificationRow>;
}

interface Dependencies {
  db: Database;
  jobs: Jobs;
  pubSub: PubSub;
  limiter: RateLimiter;
  log: Logger;
}

export function createVerificationsService({ db, jobs, pubSub, limiter, log }: Dependencies): VerificationsService {
  const start = async (viewer: SignedIn, problemId: string, scope: VerificationScope): Promise<VerificationRow | null> => {
    await readEditable(db.em.fork(), viewer, problemId);
    const id = await db.transaction(async (tx) => {
      // One at a time.
      await tx.execute("select 1 from problems where id = ? for update", [problemId]);
      const subject = await newestSubject(tx, problemId);
      const tasks = subject ? tasksOf(subject, scope) : [];
      if (!subject || tasks.length === 0) return null;
      const fingerprint = fingerprintOf(subject, scope);
      const known = await rows<{ id: string; fingerprint: string; status: VerificationStatus }>(
        tx,
        `select id, fingerprint, status from verifications
         where problem_id = ? and (status in ('QUEUED', 'RUNNING') or (status = 'FINISHED' and fingerprint = ?)) order by id desc`,
        [problemId, fingerprint],
      );
      const open = known.filter(({ status }) => status !== "FINISHED");
      // Validators give the same again; solutions may not.
      const same = (scope === "INPUTS" ? known : open).find((one) => one.fingerprint === fingerprint);
      if (same) return same.id;
      // A worker that has one finds its claim lost.
      const ended = await cancelOpen(tx, "problem_id", problemId);
      const verification = Object.assign(new Verification(), {
        problem: ref(Problem, problemId),
        user: ref(User, viewer.id),
        testSet: ref(TestSet, subject.testSet.id),
        revision: subject.revision,
        scope,
        fingerprint,
        report: NOTHING_FOUND,
        ...progressOf(tasks, NOTHING_FOUND),
      });
      tx.persist(verification);
      tx.afterCommit(() => {
        for (const each of ended) publishVerification({ pubSub, log }, each.id);
        // Not awaited: the sweeper also adds the job.
        queueVerification(jobs, verification).catch((error: unknown) => log.warn({ err: error }, "job not added; the sweeper will"));
      });
      return verification.id;
    });
    return id === null ? null : (await readVerificationRow(db.em.fork(), id))!;
  };

  return {
    async verify(viewer, problemId) {
      const refused = await limiter.take(VERIFICATIONS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${VERIFICATIONS.most} verifications an hour.`, refused);
      const row = await start(viewer, problemId, "ALL");
      if (row) return row;
      const message = "There is nothing to verify: the problem needs tests, and a validator, a generator or a reference solution.";
      throw new AppError("CONFLICT", message);
    },

    verifyInputs: (viewer, problemId) => start(viewer, problemId, "INPUTS"),

    async cancel(viewer, id) {
      const em = db.em.fork();
      const row = await readVerification(em, viewer, id);
      await readEditable(em, viewer, row.problemId);
      // A worker that runs a step of it finds its claim lost.
      for (const each of await cancelOpen(em, "id", row.id)) publishVerification({ pubSub, log }, each.id);
      return readVerification(em, viewer, id);
    },
  };
}

/** Ends those that have not ended; returns them. */
function cancelOpen(em: EntityManager, by: "id" | "problem_id", id: string): Promise<{ id: string }[]> {
  return rows(
    em,
    `update verifications set status = 'CANCELLED', finished_at = now(), leased_until = null
     where ${by} = ? and status in ('QUEUED', 'RUNNING') returning id`,
    [id],
  );
}
