import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { settle, type LockedEnrollment } from "../completion/settle.js";
import { notEnrolled } from "./enrollment.rows.js";
import { enrollmentTopic } from "./enrollment.topic.js";

/** Returns whether it changed anything. */
type Change = (tx: Transaction, enrollment: LockedEnrollment) => Promise<boolean>;

export interface ProgressChanges {
  /**
   * Runs a change that the learner makes, with the lock on the enrolment, and completes what is complete then. Watchers are told once,
   * after the commit, if anything has changed. CONFLICT if the account does not take the track.
   */
  change(userId: string, trackId: string, apply: Change): Promise<void>;
  /** Completes what results elsewhere have completed, in one transaction for each enrolment. `changed` if they change percentages. */
  settle(enrollmentIds: readonly string[], changed: boolean): Promise<void>;
  /** Tells watchers after the commit. */
  tell(tx: Transaction, enrollmentId: string): void;
}

const LOCKED = `select id, user_id as "userId", track_id as "trackId" from enrollments`;

export function createProgressChanges({ db, pubSub }: { db: Database; pubSub: PubSub }): ProgressChanges {
  const tell = (tx: Transaction, enrollmentId: string) =>
    tx.afterCommit(() => pubSub.publish(enrollmentTopic, enrollmentId, { enrollmentId }));

  return {
    tell,

    change: (userId, trackId, apply) =>
      db.transaction(async (tx) => {
        const sql = `${LOCKED} where user_id = ? and track_id = ? for no key update`;
        const [enrollment] = await rows<LockedEnrollment>(tx, sql, [userId, trackId]);
        if (!enrollment) throw notEnrolled();
        const changed = await apply(tx, enrollment);
        const settled = await settle(tx, enrollment);
        if (!changed && !settled) return;
        const update = "update enrollments set revision = revision + 1, last_activity_at = clock_timestamp() where id = ?";
        await tx.execute(update, [enrollment.id]);
        tell(tx, enrollment.id);
      }),

    async settle(enrollmentIds, changed) {
      for (const id of enrollmentIds) {
        await db.transaction(async (tx) => {
          const [enrollment] = await rows<LockedEnrollment>(tx, `${LOCKED} where id = ? for no key update`, [id]);
          if (!enrollment) return;
          const settled = await settle(tx, enrollment);
          if (!changed && !settled) return;
          await tx.execute("update enrollments set revision = revision + 1 where id = ?", [id]);
          tell(tx, id);
        });
      }
    },
  };
}
