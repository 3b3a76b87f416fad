import DataLoader from "dataloader";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { rows, textArray, type EntityManager } from "../../../../platform/database/database.js";
import { userColumns, withUser, type UserRow } from "../../../base/users/user.loaders.js";
import { expectStaff, readClass } from "../../classes/class.rows.js";
import { GRADE_COLUMNS, type GradeRow } from "../grades/grade.rows.js";
import { classTotal, pointsOf, type SharedGrade } from "../grading/assignment-grade.js";
import type { GradeNode } from "../grading/grade-tree.js";
import { createTotals, type Marks } from "./class-totals.js";
import { gradebookCsv } from "./gradebook-csv.js";

export interface GradebookAssignment {
  id: string;
  title: string;
  points: number;
  weight: number;
  policyVersion: number;
  released: boolean;
}

interface LearnerRow {
  id: string;
  userId: string;
}

export interface GradebookRow extends LearnerRow {
  user: UserRow;
  /** All of the class, in the order of their creation. */
  assignments: readonly GradebookAssignment[];
  marks: Marks;
  /** Hundredths of percent; null without grades. */
  total: number | null;
}

/** Most classes in one request: a grid of grades is read as a whole. */
export const GRADEBOOK_PAGE = 300;

const NEWEST_FIRST = newestFirst<LearnerRow>("m.id");
const LEARNERS = {
  select: `m.id, m.user_id as "userId", ${userColumns("u")}`,
  from: "from class_members m join users u on u.id = m.user_id",
};
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

/** The marks of accounts, or of everyone who has any. A row for each account, of numbers only: 12,000 rows would take twice as long. */
export async function marksOf(
  em: EntityManager,
  assignments: readonly { id: string }[],
  userIds?: readonly string[],
): Promise<Map<string, Marks>> {
  const found = await rows<{ userId: string; places: number[]; hundredths: number[] }>(
    em,
    `select g.user_id as "userId", array_to_json(array_agg(a.place - 1)) as places, array_to_json(array_agg(g.hundredths)) as hundredths
     from unnest(?::uuid[]) with ordinality a (id, place) join coursework_grades g on g.assignment_id = a.id
     ${userIds ? "where g.user_id = any(?::uuid[])" : ""} group by g.user_id`,
    [textArray(assignments.map(({ id }) => id)), ...(userIds ? [textArray(userIds)] : [])],
  );
  const ofAccount = ({ places, hundredths }: (typeof found)[number]) => {
    const marks: (number | undefined)[] = assignments.map(() => undefined);
    for (const [index, place] of places.entries()) marks[place] = hundredths[index];
    return marks;
  };
  return new Map(found.map((row) => [row.userId, ofAccount(row)]));
}

async function withMarks<L extends LearnerRow>(
  em: EntityManager,
  { assignments, dropLowest }: { assignments: readonly GradebookAssignment[]; dropLowest: number },
  learners: readonly L[],
): Promise<(L & Pick<GradebookRow, "assignments" | "marks" | "total">)[]> {
  const userIds = learners.map(({ userId }) => userId);
  const graded = await marksOf(em, assignments, userIds);
  const totalOf = createTotals(assignments, dropLowest);
  return learners.map((learner) => {
    const marks = graded.get(learner.userId) ?? [];
    return { ...learner, assignments, marks, total: totalOf(marks) };
  });
}

/** All grades of the class, also those that are not released. For its staff. */
export async function readGradebook(
  em: EntityManager,
  viewer: SignedIn,
  classId: string,
  page: PageArgs,
): Promise<Connection<GradebookRow>> {
  const [classRow, assignments, { dropLowest }, connection] = await Promise.all([
    readClass(em, viewer, classId),
    gradebookAssignments(em, classId),
    policyOf(em, classId),
    readConnection(em, { ...LEARNERS, conditions: learnersOf(classId) }, page, NEWEST_FIRST, withUser, GRADEBOOK_PAGE),
  ]);
  expectStaff(classRow);
  const nodes = await withMarks(
    em,
    { assignments, dropLowest },
    connection.edges.map(({ node }) => node),
  );
  const edges = connection.edges.map(({ cursor }, index) => ({ cursor, node: nodes[index]! }));
  return { ...connection, edges, nodes: () => nodes };
}

/** For staff of the class. */
export async function readGradebookCsv(em: EntityManager, viewer: SignedIn, classId: string): Promise<string> {
  const sql = `select m.id, m.user_id as "userId", u.username, u.display_name as name, s.name as section from class_members m join users u on u.id = m.user_id
     left join class_sections s on s.id = m.section_id where m.class_id = ? and m.role = 'LEARNER' order by u.username`;
  const [classRow, assignments, { dropLowest }, learners] = await Promise.all([
    readClass(em, viewer, classId),
    gradebookAssignments(em, classId),
    policyOf(em, classId),
    rows<LearnerRow & { username: string; name: string; section: string | null }>(em, sql, [classId]),
  ]);
  expectStaff(classRow);
  return gradebookCsv(assignments, await withMarks(em, { assignments, dropLowest }, learners));
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
