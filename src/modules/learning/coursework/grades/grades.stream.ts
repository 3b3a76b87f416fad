import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { CHANGED_ROWS_MAX, watchChangedRows } from "../../../../graphql/changed-rows-stream.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { oldestTransaction } from "../../../../platform/database/oldest-transaction.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { expectStaff, readClass } from "../../classes/class.rows.js";
import { GRADE_COLUMNS, type GradeRow } from "./grade.rows.js";
import { classGrades, gradesTopic, learnerGrades } from "./grades.topic.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

type ChangedGrade = GradeRow & { changedAt: Date };

const latest = (select: string, changedAt: string, from: string) =>
  `select * from (select ${select}, ${changedAt} as "changedAt" ${from} order by ${changedAt} desc limit ${CHANGED_ROWS_MAX}) g order by "changedAt"`;

const OWN_CHANGED_AT = "greatest(g.computed_at, a.release_at, k.updated_at)";
/** Released grades of a present learner. */
const OWN = latest(
  GRADE_COLUMNS,
  OWN_CHANGED_AT,
  `from coursework_grades g join class_assignments a on a.id = g.assignment_id and a.release_at <= now() and a.opens_at <= now()
   join class_members m on m.class_id = a.class_id and m.user_id = g.user_id and m.role = 'LEARNER'
   left join coursework_marks k on k.assignment_id = g.assignment_id and k.user_id = g.user_id and not k.draft
   where g.user_id = ? and (?::uuid is null or a.class_id = ?) and ${OWN_CHANGED_AT} >= ?`,
);
const ofClass = (everyone: boolean) =>
  latest(
    GRADE_COLUMNS,
    "g.computed_at",
    `from coursework_grades g join class_assignments a on a.id = g.assignment_id
     where a.class_id = ? and g.computed_at >= ? and (${everyone} or exists (
       select from ${PRESENT_MEMBERS} vm where vm.class_id = a.class_id and vm.user_id = ? and vm.role <> 'LEARNER'))`,
  );

export interface GradeStreams {
  /** The viewer's released grades, in one class or all, then each that is released or changes. */
  watchOwn(viewer: SignedIn, classId: string | null): Promise<AsyncIterableIterator<GradeRow>>;
  /** Grades of a class that change, released or not. Only for its staff: an account that leaves the staff gets no more events. */
  watchClass(viewer: SignedIn, classId: string): Promise<AsyncIterableIterator<GradeRow>>;
}

/** Runs in the API. */
export function createGradeStreams({ db, pubSub, log }: Dependencies): GradeStreams {
  return {
    async watchOwn(viewer, classId) {
      if (classId !== null) await readClass(db.em.fork(), viewer, classId);
      return watchChangedRows<ChangedGrade>(learnerGrades(viewer.id), {
        ...{ pubSub, log, topic: gradesTopic, from: "all", horizon: () => oldestTransaction(db) },
        read: (since) => rows(db.em.fork(), OWN, [viewer.id, classId, classId, since]),
      });
    },

    async watchClass(viewer, classId) {
      expectStaff(await readClass(db.em.fork(), viewer, classId));
      const sql = ofClass(isAdmin(viewer));
      return watchChangedRows<ChangedGrade>(classGrades(classId), {
        ...{ pubSub, log, topic: gradesTopic, from: "recent", horizon: () => oldestTransaction(db) },
        read: (since) => rows(db.em.fork(), sql, [classId, since, viewer.id]),
      });
    },
  };
}
