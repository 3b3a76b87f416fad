import type { SignedIn } from "../../../../access/viewer.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { assignmentToGrade } from "../assignments/assignment.rows.js";
import { saveGrades } from "./compute-grades.js";
import { giveMark, noteMark, type GivenMark } from "./give-mark.js";
import { readGrade, type GradeRow } from "./grade.rows.js";

export interface MarksService {
  /** Also for the other members of a group. Returns the learner's grade; null while it is a draft and there is none. */
  grade(viewer: SignedIn, mark: GivenMark, address: string): Promise<GradeRow | null>;
  /** Turns all drafts of the assignment into marks. Returns their number. */
  publish(viewer: SignedIn, assignmentId: string, address: string): Promise<number>;
}

export function createMarksService({ db }: { db: Database }): MarksService {
  return {
    async grade(viewer, mark, address) {
      await db.transaction((tx) => giveMark(tx, viewer, mark, address));
      return readGrade(db.em.fork(), viewer, mark.assignmentId, mark.userId);
    },

    publish: (viewer, assignmentId, address) =>
      db.transaction(async (tx) => {
        await assignmentToGrade(tx, viewer, assignmentId);
        await tx.execute(
          `delete from coursework_marks k where k.assignment_id = ? and not k.draft
             and exists (select from coursework_marks d where d.assignment_id = k.assignment_id and d.user_id = k.user_id and d.draft)`,
          [assignmentId],
        );
        const sql = `update coursework_marks set draft = false, updated_at = now() where assignment_id = ? and draft returning user_id as "userId"`;
        const published = await rows<{ userId: string }>(tx, sql, [assignmentId]);
        if (published.length === 0) return 0;
        const userIds = published.map(({ userId }) => userId);
        await saveGrades(tx, assignmentId, userIds);
        noteMark(tx, viewer, "drafts-published", assignmentId, address, { userIds });
        return published.length;
      }),
  };
}
