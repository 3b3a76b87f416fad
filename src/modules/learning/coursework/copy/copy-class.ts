import type { SignedIn } from "../../../../access/viewer.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { expectInstructor, readClass, type ClassRow } from "../../classes/class.rows.js";
import { shiftedTermEnd } from "../../classes/term/term-end.js";
import type { ClassesService } from "../../classes/classes.service.js";
import { insertAssignment, type NewAssignment } from "../assignments/class-assignments.service.js";
import { shifted, type EnteredDates } from "../assignments/dates.js";

export interface ClassCopy {
  id: string;
  title: string;
  term?: string | null;
  timeZone?: string | null;
  shiftDays: number;
  /** Absent: the same. */
  organizationId?: string | null;
}

type CopiedRow = Omit<NewAssignment, "policy"> & NewAssignment["policy"] & { dates: EnteredDates };

/**
 * Copies a class, archived or not, with its assignments, policies and sections, for the next term. Without members, groups, extensions and work.
 * Dates move by whole days of the wall clock.
 */
export function createCopyClass({
  db,
  classes,
}: {
  db: Database;
  classes: ClassesService;
}): (viewer: SignedIn, copy: ClassCopy, address: string) => Promise<ClassRow> {
  return async (viewer, { id, title, term, timeZone, shiftDays, organizationId }, address) => {
    const copyId = await db.transaction(async (tx) => {
      const original = await readClass(tx, viewer, id);
      expectInstructor(original);
      const ownerId = organizationId === undefined ? original.organizationId : organizationId;
      const zone = timeZone ?? original.timeZone;
      const { description, capacity, showsStatistics } = original;
      const end = shiftedTermEnd(original.termEndsOn, shiftDays, zone);
      const made = await classes.insert(
        tx,
        viewer,
        {
          title,
          term,
          description,
          capacity,
          showsStatistics,
          timeZone: zone,
          copyOfId: id,
          organizationId: ownerId,
          termEndsOn: end === null ? null : new Date(`${end}T00:00:00Z`),
        },
        address,
      );
      await tx.execute(
        "insert into class_sections (id, class_id, name) select gen_random_uuid(), ?, name from class_sections where class_id = ?",
        [made, id],
      );
      await tx.execute(
        "insert into class_grading_policies (class_id, drop_lowest, version) select ?, drop_lowest, version from class_grading_policies where class_id = ?",
        [made, id],
      );
      const assignments = await rows<CopiedRow>(
        tx,
        `select a.kind, a.title, a.instructions, a.quiz_id as "quizId", a.dates, a.points, a.counted, a.late_curve as "lateCurve", a.weight, a.rubric,
           a.group_work as "groupWork", a.remind_hours as "remindHours", a.regrade_days as "regradeDays", (select jsonb_agg(jsonb_build_object('problemId', i.problem_id, 'points', i.points)
             order by i.place) from class_assignment_problems i where i.assignment_id = a.id) as problems
         from class_assignments a where a.class_id = ? order by a.id`,
        [id],
      );
      for (const { points, counted, lateCurve, weight, rubric, dates, ...assignment } of assignments)
        await insertAssignment(tx, {
          ...assignment,
          classId: made,
          policy: { points, counted, lateCurve, weight, rubric },
          dates: shifted(dates, shiftDays, zone),
        });
      return made;
    });
    return readClass(db.em.fork(), viewer, copyId);
  };
}
