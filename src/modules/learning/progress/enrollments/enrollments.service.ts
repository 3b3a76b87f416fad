import { mayOpenTrack } from "../../../../access/premium.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection, type KeysetOrder, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { readTrack, trackLocked } from "../../content/tracks/track-access.js";
import type { TrackRow } from "../../content/tracks/track.rows.js";
import { ENROLLMENT_COLUMNS, findEnrollment, IS_OPEN, readEnrollment, type EnrollmentRow } from "./enrollment.rows.js";
import type { EnrollmentStatus } from "./enrollment-status.js";
import type { ProgressChanges } from "./progress-changes.js";

export const MOST_ENROLLMENTS = 1000;

export interface EnrollmentsService {
  /**
   * Returns the existing enrolment if there is one. NOT_FOUND for a hidden track, ENTITLEMENT_REQUIRED for a locked one, CONFLICT for one that
   * is not published.
   */
  enroll(viewer: SignedIn, trackId: string): Promise<EnrollmentRow>;
  /** Keeps what was done. Returns the id of the enrolment; null if there was none. */
  unenroll(viewer: SignedIn, trackId: string): Promise<string | null>;
  /**
   * In the caller's transaction, for a line of an order that is paid. False if the account takes the track already: then the line is one
   * more reason to. Idempotent. CONFLICT as `enroll`.
   */
  enrollByOrder(tx: Transaction, userId: string, trackId: string, orderLineId: string): Promise<boolean>;
  /** The line is no reason any more. Ends an enrolment that neither another line nor the account itself gave. Idempotent. */
  unenrollByOrder(tx: Transaction, userId: string, trackId: string, orderLineId: string): Promise<void>;
  /** Last activity first. */
  list(em: EntityManager, viewer: SignedIn, page: PageArgs, status: EnrollmentStatus | null): Promise<Connection<EnrollmentRow>>;
}

const LAST_ACTIVITY_FIRST: KeysetOrder<EnrollmentRow> = {
  name: "enrollments",
  columns: [
    { sql: "e.last_activity_at", direction: "desc", cast: "timestamptz" },
    { sql: "e.id", direction: "desc", cast: "uuid" },
  ],
  key: ({ lastActivityAt, id }) => [lastActivityAt.toISOString(), id],
};

const OF_STATUS: Record<EnrollmentStatus, ListSql["conditions"][number]> = {
  ACTIVE: { sql: "e.completed_at is null", params: [] },
  COMPLETED: { sql: "e.completed_at is not null", params: [] },
};

export function createEnrollments({ db, changes }: { db: Database; changes: ProgressChanges }): EnrollmentsService {
  /** Null if there is an enrolment: then the cause is added to it. */
  const insert = (userId: string, track: Pick<TrackRow, "id">, cause: { orderLineId: string } | "ACCOUNT", joined?: Transaction) =>
    db.transaction(async (tx) => {
      const lines = cause === "ACCOUNT" ? [] : [cause.orderLineId];
      // Serializes enrolments of one account, so that they can't exceed the limit together.
      await tx.execute("select from users where id = ? for no key update", [userId]);
      if (await findEnrollment(tx, userId, track.id)) {
        await tx.execute(
          `update enrollments set by_account = by_account or ?, order_line_ids = order_line_ids || ?::uuid[]
           where user_id = ? and track_id = ? and not (order_line_ids @> ?::uuid[] and by_account >= ?)`,
          [lines.length === 0, textArray(lines), userId, track.id, textArray(lines), lines.length === 0],
        );
        return null;
      }
      // Locked against a concurrent archiving.
      const [published] = await rows(tx, "select 1 from tracks where id = ? and status = 'PUBLISHED' for share", [track.id]);
      if (!published) throw new AppError("CONFLICT", "This track is not published.");
      const id = newId();
      const [added] = await rows(
        tx,
        `insert into enrollments (id, user_id, track_id, by_account, order_line_ids)
         select ?, ?, ?, ?, ?::uuid[] where (select count(*) from enrollments where user_id = ?) < ${MOST_ENROLLMENTS} returning 1`,
        [id, userId, track.id, lines.length === 0, textArray(lines), userId],
      );
      if (!added) throw new AppError("CONFLICT", `An account takes at most ${MOST_ENROLLMENTS} tracks. Leave one first.`);
      return id;
    }, joined);
  const remove = async (tx: Transaction, userId: string, trackId: string) => {
    const sql = "delete from enrollments where user_id = ? and track_id = ? returning id";
    const [removed] = await rows<{ id: string }>(tx, sql, [userId, trackId]);
    if (removed) changes.tell(tx, removed.id);
    return removed?.id ?? null;
  };

  return {
    async enroll(viewer, trackId) {
      const track = await readTrack(db.em.fork(), viewer, { id: trackId });
      if (!mayOpenTrack(viewer, track.id, track)) throw trackLocked();
      const added = await insert(viewer.id, track, "ACCOUNT");
      // What was solved before may complete lessons at once.
      if (added) await changes.settle([added], false);
      return readEnrollment(db.em.fork(), viewer.id, trackId);
    },

    unenroll: (viewer, trackId) => db.transaction((tx) => remove(tx, viewer.id, trackId)),

    async enrollByOrder(tx, userId, trackId, orderLineId) {
      const added = await insert(userId, { id: trackId }, { orderLineId }, tx);
      if (added) tx.afterCommit(() => changes.settle([added], false));
      return added !== null;
    },

    async unenrollByOrder(tx, userId, trackId, orderLineId) {
      const [left] = await rows<{ given: boolean }>(
        tx,
        `update enrollments set order_line_ids = array_remove(order_line_ids, ?::uuid) where user_id = ? and track_id = ?
           and ?::uuid = any(order_line_ids) returning by_account or cardinality(order_line_ids) > 0 as given`,
        [orderLineId, userId, trackId, orderLineId],
      );
      if (left && !left.given) await remove(tx, userId, trackId);
    },

    list: (em, viewer, page, status) =>
      readConnection(
        em,
        {
          select: ENROLLMENT_COLUMNS,
          from: "from enrollments e",
          conditions: [{ sql: `e.user_id = ? and ${IS_OPEN}`, params: [viewer.id] }, ...(status ? [OF_STATUS[status]] : [])],
        },
        page,
        LAST_ACTIVITY_FIRST,
      ),
  };
}
