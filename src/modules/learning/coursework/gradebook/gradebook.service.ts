import { stringify } from "csv-stringify/sync";
import DataLoader from "dataloader";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { expectStaff, readClass } from "../../classes/class.rows.js";
import { GRADE_COLUMNS, type GradeRow } from "../grades/grade.rows.js";
import { classTotal, pointsOf, type SharedGrade } from "../grading/assignment-grade.js";
import type { GradeNode } from "../grading/grade-tree.js";
import { createTotals, type TotalledCell } from "./class-totals.js";

export interface GradebookAssignment {
  id: string;
  title: string;
  points: number;
  weight: number;
  policyVersion: number;
  released: boolean;
}

export type GradebookCell = TotalledCell;

export interface GradebookRow {
  id: string;
  userId: string;
  sectionId: string | null;
  cells: GradebookCell[];
  /** Hundredths of percent; null without grades. */
  total: number | null;
}

type LearnerRow = Omit<GradebookRow, "cells" | "total">;

const NEWEST_FIRST = newestFirst<LearnerRow>("m.id");
const LEARNERS = { select: `m.id, m.user_id as "userId", m.section_id as "sectionId"`, from: "from class_members m" };
const learnersOf = (classId: string) => [{ sql: "m.class_id = ? and m.role = 'LEARNER'", params: [classId] }];

export async function gradebookAssignments(em: EntityManager, classId: string): Promise<GradebookAssignment[]> {
  const found = await rows<
    GradebookAssignment & { kind: "PROBLEMS" | "QUIZ" | "FREE"; problems: { id: string; title: string; points: number }[] }
  >(
    em,
    `select a.id, a.title, a.kind, a.points, a.weight, a.policy_version as "policyVersion", coalesce(a.release_at <= now(), false) as released,
       coalesce((select jsonb_agg(jsonb_build_object('points', i.points)) from class_assignment_problems i where i.assignment_id = a.id), '[]') as problems
     from class_assignments a where a.class_id = ? order by a.id`,
    [classId],
  );
  return found.map(({ kind, problems, ...row }) => ({ ...row, points: pointsOf({ kind, points: row.points, problems }) }));
}

export async function policyOf(em: EntityManager, classId: string): Promise<{ dropLowest: number; version: number }> {
  const [found] = await rows<{ dropLowest: number; version: number }>(
    em,
    `select drop_lowest as "dropLowest", version from class_grading_policies where class_id = ?`,
    [classId],
  );
  return found ?? { dropLowest: 0, version: 1 };
}

/** By id of the class. Checks no permission. */
export const dropLowestOf: LoaderFactory<string, number> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select class_id as "classId", drop_lowest as "dropLowest" from class_grading_policies where class_id in (?)`;
    const byClass = new Map(
      (await rows<{ classId: string; dropLowest: number }>(em, sql, [ids])).map(({ classId, dropLowest }) => [classId, dropLowest]),
    );
    return ids.map((id) => byClass.get(id) ?? 0);
  });

async function withCells(em: EntityManager, classId: string, learners: readonly LearnerRow[]): Promise<GradebookRow[]> {
  const [assignments, { dropLowest }] = [await gradebookAssignments(em, classId), await policyOf(em, classId)];
  const userIds = `{${learners.map(({ userId }) => userId).join(",")}}`;
  // A row for each learner: reading one for each grade would take most of the time.
  const grades = await rows<{ userId: string; cells: GradebookCell[] }>(
    em,
    `select g.user_id as "userId", json_agg(json_build_object('assignmentId', g.assignment_id, 'hundredths', g.hundredths) order by a.id) as cells
     from coursework_grades g join class_assignments a on a.id = g.assignment_id where a.class_id = ? and g.user_id = any(?::uuid[]) group by g.user_id`,
    [classId, userIds],
  );
  const byUser = new Map(grades.map(({ userId, cells }) => [userId, cells]));
  const totalOf = createTotals(assignments, dropLowest);
  return learners.map((learner) => {
    const cells = byUser.get(learner.userId) ?? [];
    return { ...learner, cells, total: totalOf(cells) };
  });
}

/** All grades of the class, also those that are not released. For its staff. */
export async function readGradebook(
  em: EntityManager,
  viewer: SignedIn,
  classId: string,
  page: PageArgs,
): Promise<Connection<GradebookRow>> {
  expectStaff(await readClass(em, viewer, classId));
  const connection = await readConnection<LearnerRow>(em, { ...LEARNERS, conditions: learnersOf(classId) }, page, NEWEST_FIRST);
  const found = new Map(
    (
      await withCells(
        em,
        classId,
        connection.edges.map(({ node }) => node),
      )
    ).map((row) => [row.id, row]),
  );
  const edges = connection.edges.map(({ cursor, node }) => ({ cursor, node: found.get(node.id)! }));
  return { ...connection, edges, nodes: () => edges.map(({ node }) => node) };
}

/** RFC 4180 with a byte order mark. Cells that a spreadsheet would run as formulas begin with an apostrophe. */
export async function gradebookCsv(em: EntityManager, viewer: SignedIn, classId: string): Promise<string> {
  expectStaff(await readClass(em, viewer, classId));
  const assignments = await gradebookAssignments(em, classId);
  const learners = await rows<LearnerRow & { username: string; name: string; section: string | null }>(
    em,
    `select ${LEARNERS.select}, u.username, u.display_name as name, s.name as section from class_members m join users u on u.id = m.user_id
     left join class_sections s on s.id = m.section_id where m.class_id = ? and m.role = 'LEARNER' order by u.username`,
    [classId],
  );
  const graded = new Map((await withCells(em, classId, learners)).map((row) => [row.id, row]));
  const decimal = (hundredths: number | null | undefined) => (hundredths == null ? "" : (hundredths / 100).toFixed(2));
  const lines = learners.map(({ id, username, name, section }) => {
    const { cells, total } = graded.get(id)!;
    const byAssignment = new Map(cells.map(({ assignmentId, hundredths }) => [assignmentId, hundredths]));
    const points = assignments.map((assignment) => decimal(byAssignment.get(assignment.id)));
    return [username, name, section ?? "", ...points, decimal(total)];
  });
  const header = ["username", "name", "section", ...assignments.map(({ title, points }) => `${title} (${points})`), "total (%)"];
  return stringify([header, ...lines], { escape_formulas: true, record_delimiter: "windows", bom: true });
}

export interface OwnGrades {
  /** Number of lowest grades that the total leaves out. */
  dropLowest: number;
  grades: GradeRow[];
  /** Of the released grades; null without any. */
  total: GradeNode | null;
}

/** The viewer's released grades in a class. */
export async function readOwnGrades(em: EntityManager, viewer: SignedIn, classId: string): Promise<OwnGrades> {
  await readClass(em, viewer, classId);
  const grades = await rows<GradeRow>(
    em,
    `select ${GRADE_COLUMNS} from coursework_grades g join class_assignments a on a.id = g.assignment_id
     where a.class_id = ? and g.user_id = ? and a.release_at <= now() and a.opens_at <= now() order by a.id`,
    [classId, viewer.id],
  );
  const byId = new Map((await gradebookAssignments(em, classId)).map((assignment) => [assignment.id, assignment]));
  const shared = grades.map(({ assignmentId, tree }): SharedGrade => ({ ...byId.get(assignmentId)!, assignmentId, tree }));
  const policy = await policyOf(em, classId);
  return { grades, dropLowest: policy.dropLowest, total: classTotal(shared, policy) };
}
