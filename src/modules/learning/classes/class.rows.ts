import DataLoader from "dataloader";
import { isAdmin } from "../../../access/policy.js";
import type { SignedIn } from "../../../access/viewer.js";
import type { LoaderFactory } from "../../../graphql/context.js";
import { newestFirst } from "../../../graphql/keyset-list.js";
import { AppError, notFound } from "../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import type { Class } from "./class.entity.js";
import type { ClassRole } from "./members/class-member.entity.js";
import { PRESENT_MEMBERS } from "./members/present-members.js";

export interface ClassRow extends Omit<Class, "copyOf" | "organization" | "createdBy" | "endingNotifiedAt"> {
  copyOfId: string | null;
  organizationId: string | null;
  /** Null for an admin who is no member. */
  viewerRole: ClassRole | null;
  /** An admin, or an owner or manager of the organization that the class belongs to. */
  viewerIsAdmin: boolean;
}

const CLASS_COLUMNS = `c.id, c.title, c.description, c.term, c.time_zone as "timeZone", c.join_code as "joinCode",
  c.join_code_expires_at as "joinCodeExpiresAt", c.capacity, c.learner_count as "learnerCount", c.shows_statistics as "showsStatistics",
  c.term_ends_on::text as "termEndsOn", c.archives_at as "archivesAt", c.archived_at as "archivedAt", c.copy_of_id as "copyOfId", c.organization_id as "organizationId", c.version, c.created_at as "createdAt", c.updated_at as "updatedAt",
  vm.role as "viewerRole"`;

/** Condition: the viewer runs class `c` without being a member of it. */
export const runsClassSql = (viewer: SignedIn) => `(${isAdmin(viewer)} or (c.organization_id is not null and exists (
  select from organization_members om join organizations og on og.id = om.organization_id and og.state = 'ACTIVE'
  where om.organization_id = c.organization_id and om.user_id = viewer.id and om.role in ('OWNER', 'MANAGER'))))`;
export const classSelect = (viewer: SignedIn) => `${CLASS_COLUMNS}, ${runsClassSql(viewer)} as "viewerIsAdmin"`;
/** Takes one parameter: the viewer's id. */
export const FROM_CLASSES = `from classes c cross join (select ?::uuid as id) viewer
  left join ${PRESENT_MEMBERS} vm on vm.class_id = c.id and vm.user_id = viewer.id`;

export const NEWEST_CLASS_FIRST = newestFirst<ClassRow>("c.id");

/** What the viewer is in a class. */
type Standing = Pick<ClassRow, "viewerRole" | "viewerIsAdmin">;

/** Members, those who run its organization, and admins. */
const isVisible = ({ viewerRole, viewerIsAdmin }: ClassRow) => viewerRole !== null || viewerIsAdmin;
/** Instructors and admins run the class. */
export const mayRunClass = ({ viewerRole, viewerIsAdmin }: Standing): boolean => viewerRole === "INSTRUCTOR" || viewerIsAdmin;
/** They and assistants see everyone's work and grade it. */
export const mayGradeClass = (row: Standing): boolean => row.viewerRole === "ASSISTANT" || mayRunClass(row);

/** NOT_FOUND also for classes of others. `lock` serializes changes of one class. */
export async function readClass(em: EntityManager, viewer: SignedIn, id: string, { lock = false } = {}): Promise<ClassRow> {
  const sql = `select ${classSelect(viewer)} ${FROM_CLASSES} where c.id = ?${lock ? " for update of c" : ""}`;
  const [row] = await rows<ClassRow>(em, sql, [viewer.id, id]);
  if (!row || !isVisible(row)) throw notFound("class");
  return row;
}

/** The class for those who run it; locked unless nothing of it will change. CONFLICT once it is archived. */
export async function classToRun(em: EntityManager, viewer: SignedIn, id: string, { lock = true } = {}): Promise<ClassRow> {
  const row = await readClass(em, viewer, id, { lock });
  expectInstructor(row);
  expectActive(row);
  return row;
}

/** FORBIDDEN unless the viewer runs the class. */
export function expectInstructor(standing: Standing): void {
  if (!mayRunClass(standing)) throw new AppError("FORBIDDEN", "Only instructors of the class may do this.");
}

/** FORBIDDEN unless the viewer grades in the class. */
export function expectStaff(standing: Standing): void {
  if (!mayGradeClass(standing)) throw new AppError("FORBIDDEN", "Only instructors and assistants of the class may do this.");
}

/** CONFLICT once it is archived. */
export function expectActive({ archivedAt }: Pick<ClassRow, "archivedAt">): void {
  if (archivedAt)
    throw new AppError("CONFLICT", "This class is archived and read-only. An instructor can reopen it, or copy it to a new term.");
}

/** Null for classes of others. */
export const classById: LoaderFactory<string, ClassRow | null> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const found = await rows<ClassRow>(em, `select ${classSelect(signedIn)} ${FROM_CLASSES} where c.id in (?)`, [signedIn.id, ids]);
    const byId = new Map(found.filter(isVisible).map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
