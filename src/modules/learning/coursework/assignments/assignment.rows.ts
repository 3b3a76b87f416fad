import DataLoader from "dataloader";
import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { expectActive, expectInstructor, expectStaff } from "../../classes/class.rows.js";
import type { ClassRole } from "../../classes/members/class-member.entity.js";
import type { ClassAssignment } from "./class-assignment.entity.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface AssignmentRow extends Omit<
  ClassAssignment,
  "class" | "quiz" | "openedNotifiedAt" | "releasedNotifiedAt" | "remindersUntil" | "settleAt"
> {
  classId: string;
  quizId: string | null;
  zone: string;
  archivedAt: Date | null;
  showsStatistics: boolean;
  viewerRole: ClassRole | null;
  viewerIsAdmin: boolean;
  /** Due and closing time for the viewer, with their extension. */
  viewerDueAt: Date | null;
  viewerClosesAt: Date | null;
  released: boolean;
}

/** Terms of one learner `who` for assignment `a`: joins `eu`, `gm`, `eg`. */
export const termsJoins = (who: string) => `left join coursework_extensions eu on eu.assignment_id = a.id and eu.user_id = ${who}
  left join coursework_group_members gm on gm.assignment_id = a.id and gm.user_id = ${who}
  left join coursework_extensions eg on eg.assignment_id = a.id and eg.group_id = gm.group_id`;
export const DUE_AT = "coalesce(eu.due_at, eg.due_at, a.due_at)";
/** An extension without a closing time never closes before it is due. */
export const CLOSES_AT = `case when coalesce(eu.closes_at, case when eu.id is null then eg.closes_at end) is not null
  then coalesce(eu.closes_at, eg.closes_at) when a.closes_at is not null then greatest(a.closes_at, eu.due_at, case when eu.id is null then eg.due_at end) end`;

export const assignmentSelect = (
  viewer: SignedIn,
) => `a.id, a.class_id as "classId", a.kind, a.title, a.instructions, a.quiz_id as "quizId", a.dates,
  a.opens_at as "opensAt", a.due_at as "dueAt", a.closes_at as "closesAt", a.release_at as "releaseAt", a.points, a.counted,
  a.late_curve as "lateCurve", a.weight, a.rubric, a.policy_version as "policyVersion", a.group_work as "groupWork",
  a.remind_hours as "remindHours", a.regrade_days as "regradeDays", a.version, a.created_at as "createdAt", a.updated_at as "updatedAt", c.time_zone as zone,
  c.archived_at as "archivedAt", c.shows_statistics as "showsStatistics", vm.role as "viewerRole", ${isAdmin(viewer)} as "viewerIsAdmin",
  ${DUE_AT} as "viewerDueAt", ${CLOSES_AT} as "viewerClosesAt", coalesce(a.release_at <= now(), false) as released`;
/** Takes the viewer's id once. Learners see what has opened; admins everything. */
export const FROM_ASSIGNMENTS = `from class_assignments a join classes c on c.id = a.class_id
  left join ${PRESENT_MEMBERS} vm on vm.class_id = c.id and vm.user_id = ? ${termsJoins("vm.user_id")}`;
export const visibleAssignments = (viewer: SignedIn) =>
  `(${isAdmin(viewer)} or vm.role in ('INSTRUCTOR', 'ASSISTANT') or (vm.role = 'LEARNER' and a.opens_at <= now()))`;
export const NEWEST_ASSIGNMENT_FIRST = newestFirst<AssignmentRow>("a.id");

/** NOT_FOUND also before it opens, and for classes of others. `lock` serializes changes of one assignment. */
export async function readAssignment(em: EntityManager, viewer: SignedIn, id: string, { lock = false } = {}): Promise<AssignmentRow> {
  if (lock) await em.execute("select from class_assignments where id = ? for update", [id]);
  const sql = `select ${assignmentSelect(viewer)} ${FROM_ASSIGNMENTS} where a.id = ? and ${visibleAssignments(viewer)}`;
  const [row] = await rows<AssignmentRow>(em, sql, [viewer.id, id]);
  if (!row) throw notFound("assignment");
  return row;
}

/** For those who run the class; locked unless nothing of it will change. */
export async function assignmentToRun(em: EntityManager, viewer: SignedIn, id: string, { lock = true } = {}): Promise<AssignmentRow> {
  const row = await readAssignment(em, viewer, id, { lock });
  expectInstructor(row);
  expectActive(row);
  return row;
}

/** Locked, for staff of the class. */
export async function assignmentToGrade(em: EntityManager, viewer: SignedIn, id: string): Promise<AssignmentRow> {
  const row = await readAssignment(em, viewer, id, { lock: true });
  expectStaff(row);
  expectActive(row);
  return row;
}

/** Null for what the viewer may not see. */
export const assignmentById: LoaderFactory<string, AssignmentRow | null> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const sql = `select ${assignmentSelect(signedIn)} ${FROM_ASSIGNMENTS} where a.id in (?) and ${visibleAssignments(signedIn)}`;
    const byId = new Map((await rows<AssignmentRow>(em, sql, [signedIn.id, ids])).map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** Is the problem part of work that a class of the learner may still hand in? Until it closes; until it is due, if it never closes. */
export async function isOpenWork(em: EntityManager, userId: string, problemId: string): Promise<boolean> {
  const sql = `select from class_assignment_problems i join class_assignments a on a.id = i.assignment_id join classes c on c.id = a.class_id
    join ${PRESENT_MEMBERS} vm on vm.class_id = c.id and vm.user_id = ? and vm.role = 'LEARNER' ${termsJoins("vm.user_id")}
    where i.problem_id = ? and c.archived_at is null and a.opens_at <= now() and coalesce(${CLOSES_AT}, ${DUE_AT}) > now() limit 1`;
  return (await rows(em, sql, [userId, problemId])).length > 0;
}

export interface ItemRow {
  assignmentId: string;
  problemId: string;
  points: number;
}

/** In order. Checks no permission. */
export const problemsOfAssignment: LoaderFactory<string, ItemRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select i.assignment_id as "assignmentId", i.problem_id as "problemId", i.points from class_assignment_problems i
      where i.assignment_id in (?) order by i.assignment_id, i.place`;
    const byAssignment = Map.groupBy(await rows<ItemRow>(em, sql, [ids]), ({ assignmentId }) => assignmentId);
    return ids.map((id) => byAssignment.get(id) ?? []);
  });
