import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection, type KeysetOrder, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { readTrack } from "../../content/tracks/track-access.js";
import type { TrackRow } from "../../content/tracks/track.rows.js";
import { ENROLLMENT_COLUMNS, findEnrollment, IS_OPEN, readEnrollment, type EnrollmentRow } from "./enrollment.rows.js";
import type { EnrollmentStatus } from "./enrollment-status.js";
import type { ProgressChanges } from "./progress-changes.js";

export const MOST_ENROLLMENTS = 1000;

export interface EnrollmentsService {
  /** Returns the existing enrolment if there is one. NOT_FOUND for a hidden track, CONFLICT for one that is not published. */
  enroll(viewer: SignedIn, trackId: string): Promise<EnrollmentRow>;
  /** Keeps what was done. Returns the id of the enrolment; null if there was none. */
  unenroll(viewer: SignedIn, trackId: string): Promise<string | null>;
  /** In the caller's transaction, for an account that paid. False if it takes the track already. CONFLICT as `enroll`. */
  enrollAccount(tx: Transaction, userId: string, trackId: string): Promise<boolean>;
  /** As `unenroll`, in the caller's transaction. */
  unenrollAccount(tx: Transaction, userId: string, trackId: string): Promise<string | null>;
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
  const insert = (userId: string, track: Pick<TrackRow, "id">, joined?: Transaction) =>
    db.transaction(async (tx) => {
      // Serializes enrolments of one account, so that they can't exceed the limit together.
      await tx.execute("select from users where id = ? for no key update", [userId]);
      if (await findEnrollment(tx, userId, track.id)) return null;
      // Locked against a concurrent archiving.
      const [published] = await rows(tx, "select 1 from tracks where id = ? and status = 'PUBLISHED' for share", [track.id]);
      if (!published) throw new AppError("CONFLICT", "This track is not published.");
      const id = newId();
      const [added] = await rows(
        tx,
        `insert into enrollments (id, user_id, track_id) select ?, ?, ? where (select count(*) from enrollments where user_id = ?) < ${MOST_ENROLLMENTS}
         returning 1`,
        [id, userId, track.id, userId],
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
      const added = await insert(viewer.id, track);
      // What was solved before may complete lessons at once.
      if (added) await changes.settle([added], false);
      return readEnrollment(db.em.fork(), viewer.id, trackId);
    },

    unenroll: (viewer, trackId) => db.transaction((tx) => remove(tx, viewer.id, trackId)),

    async enrollAccount(tx, userId, trackId) {
      const added = await insert(userId, { id: trackId }, tx);
      if (added) tx.afterCommit(() => changes.settle([added], false));
      return added !== null;
    },

    unenrollAccount: remove,

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
