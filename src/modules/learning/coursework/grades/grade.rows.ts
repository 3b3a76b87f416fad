import DataLoader from "dataloader";
import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { mayGradeClass } from "../../classes/class.rows.js";
import { readAssignment } from "../assignments/assignment.rows.js";
import type { GradeNode } from "../grading/grade-tree.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface GradeRow {
  id: string;
  assignmentId: string;
  userId: string;
  hundredths: number;
  tree: GradeNode;
  comment: string;
  computedAt: Date;
}

export const GRADE_COLUMNS = `g.id, g.assignment_id as "assignmentId", g.user_id as "userId", g.hundredths, g.tree, g.computed_at as "computedAt",
  coalesce((select k.comment from coursework_marks k where k.assignment_id = g.assignment_id and k.user_id = g.user_id and not k.draft), '') as comment`;

/** Null without a grade, and for a learner until it is released. NOT_FOUND for an assignment that the viewer may not see. */
export async function readGrade(em: EntityManager, viewer: SignedIn, assignmentId: string, userId: string): Promise<GradeRow | null> {
  const assignment = await readAssignment(em, viewer, assignmentId);
  if (!mayGradeClass(assignment) && (userId !== viewer.id || !assignment.released)) return null;
  const sql = `select ${GRADE_COLUMNS} from coursework_grades g where g.assignment_id = ? and g.user_id = ?`;
  const [row] = await rows<GradeRow>(em, sql, [assignmentId, userId]);
  return row ?? null;
}

/** Those that the viewer may see: released ones of their own, and all in classes whose staff they are. */
export function gradesById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<GradeRow[]> {
  return rows<GradeRow>(
    em,
    `select ${GRADE_COLUMNS} from coursework_grades g join class_assignments a on a.id = g.assignment_id
     left join ${PRESENT_MEMBERS} vm on vm.class_id = a.class_id and vm.user_id = ?
     where g.id in (?) and (${isAdmin(viewer)} or vm.role <> 'LEARNER' or (g.user_id = vm.user_id and a.release_at <= now() and a.opens_at <= now()))`,
    [viewer.id, ids],
  );
}

/** The viewer's own, by assignment; null until it is released. */
export const viewerGrade: LoaderFactory<string, GradeRow | null> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const found = await rows<GradeRow>(
      em,
      `select ${GRADE_COLUMNS} from coursework_grades g join class_assignments a on a.id = g.assignment_id
       where g.assignment_id in (?) and g.user_id = ? and a.release_at <= now()`,
      [ids, signedIn.id],
    );
    const byAssignment = new Map(found.map((row) => [row.assignmentId, row]));
    return ids.map((id) => byAssignment.get(id) ?? null);
  });

export interface StatisticsRow {
  assignmentId: string;
  graded: number;
  mean: number | null;
  lowest: number | null;
  highest: number | null;
}

/** Hundredths of points, over the grades of present learners. Checks no permission. */
export const statisticsOfAssignment: LoaderFactory<string, StatisticsRow> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<StatisticsRow>(
      em,
      `select g.assignment_id as "assignmentId", count(*)::int as graded, round(avg(g.hundredths))::int as mean, min(g.hundredths) as lowest,
         max(g.hundredths) as highest
       from coursework_grades g join class_assignments a on a.id = g.assignment_id
       join class_members m on m.class_id = a.class_id and m.user_id = g.user_id and m.role = 'LEARNER'
       where g.assignment_id in (?) group by g.assignment_id`,
      [ids],
    );
    const byAssignment = new Map(found.map((row) => [row.assignmentId, row]));
    return ids.map((id) => byAssignment.get(id) ?? { assignmentId: id, graded: 0, mean: null, lowest: null, highest: null });
  });
