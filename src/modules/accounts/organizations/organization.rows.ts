import { isAdmin } from "../../../access/policy.js";
import type { OrganizationRole, SignedIn } from "../../../access/viewer.js";
import { newestFirst } from "../../../graphql/keyset-list.js";
import { AppError, notFound } from "../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { prepared } from "../../../platform/database/prepared.js";
import type { Organization } from "./organization.entity.js";

export interface OrganizationRow extends Omit<Organization, "createdBy"> {
  /** Null for an admin who is no member. */
  viewerRole: OrganizationRole | null;
  viewerIsAdmin: boolean;
  /** False with an API token: its scope is to read the account itself, not what others confide to those who run the organization. */
  viewerHasSession: boolean;
}

const COLUMNS = `o.id, o.name, o.slug, o.description, o.website, o.primary_color as "primaryColor", o.accent_color as "accentColor", o.logo,
  o.state, o.state_reason as "stateReason", o.deletion_begun as "deletionBegun", organization_seats(o.id, o.seat_limit) as "seatLimit", o.seats_used as "seatsUsed", o.owner_count as "ownerCount",
  o.members_visible as "membersVisible", o.version, o.created_at as "createdAt", o.updated_at as "updatedAt", vm.role as "viewerRole"`;

export const organizationSelect = (viewer: SignedIn) =>
  `${COLUMNS}, ${isAdmin(viewer)} as "viewerIsAdmin", ${!viewer.scopes} as "viewerHasSession"`;
/** Takes one parameter: the viewer's id. */
export const FROM_ORGANIZATIONS = "from organizations o left join organization_members vm on vm.organization_id = o.id and vm.user_id = ?";

export const NEWEST_ORGANIZATION_FIRST = newestFirst<OrganizationRow>("o.id");

/** What the viewer is in an organization. */
export type Standing = Pick<OrganizationRow, "viewerRole" | "viewerIsAdmin" | "viewerHasSession">;

/** Members and admins. */
export const isVisible = ({ viewerRole, viewerIsAdmin }: Standing): boolean => viewerRole !== null || viewerIsAdmin;
export const ownsOrganization = ({ viewerRole, viewerIsAdmin }: Standing): boolean => viewerRole === "OWNER" || viewerIsAdmin;
/** Owners and managers in a session, and admins. */
export const runsOrganization = (row: Standing): boolean =>
  row.viewerIsAdmin || (row.viewerHasSession && (row.viewerRole === "MANAGER" || row.viewerRole === "OWNER"));

/** Owners appoint everyone; managers appoint instructors and learners only, so that no manager can take the organization over. */
export const mayAppoint = (row: Standing, role: OrganizationRole): boolean =>
  ownsOrganization(row) || (runsOrganization(row) && (role === "INSTRUCTOR" || role === "LEARNER"));

export type OrganizationKey = { id: string } | { slug: string };

/** NOT_FOUND also for organizations of others. `lock` serializes changes of one organization. */
export async function readOrganization(
  em: EntityManager,
  viewer: SignedIn,
  key: OrganizationKey,
  { lock = false } = {},
): Promise<OrganizationRow> {
  const [column, value] = "id" in key ? ["id", key.id] : ["slug", key.slug.toLowerCase()];
  const sql = `select ${organizationSelect(viewer)} ${FROM_ORGANIZATIONS} where o.${column} = ?${lock ? " for update of o" : ""}`;
  const [row] = await prepared<OrganizationRow>(em, sql, [viewer.id, value]);
  if (!row || !isVisible(row)) throw notFound("organization");
  return row;
}

/** The organization, locked, for a change by those who run it. CONFLICT unless it is active. */
export async function organizationToRun(em: EntityManager, viewer: SignedIn, id: string): Promise<OrganizationRow> {
  const row = await currentOrganization(em, viewer, id);
  expectToRun(row);
  expectActive(row);
  return row;
}

/** Locks first and reads then: a statement that waits for the lock of one row sees old rows of other tables. */
export async function currentOrganization(em: EntityManager, viewer: SignedIn, id: string): Promise<OrganizationRow> {
  await lockOrganization(em, id);
  return readOrganization(em, viewer, { id });
}

export async function lockOrganization(em: EntityManager, id: string): Promise<void> {
  await em.execute("select from organizations where id = ? for update", [id]);
}

export async function organizationExists(em: EntityManager, id: string): Promise<boolean> {
  return (await rows(em, "select 1 from organizations where id = ? for key share", [id])).length > 0;
}

export function expectToRun(standing: Standing): void {
  if (!runsOrganization(standing)) throw new AppError("FORBIDDEN", "Only owners and managers of the organization may do this.");
}

export function expectToOwn(standing: Standing): void {
  if (!ownsOrganization(standing)) throw new AppError("FORBIDDEN", "Only owners of the organization may do this.");
}

export function expectToAppoint(standing: Standing, ...roles: readonly OrganizationRole[]): void {
  expectToRun(standing);
  if (!roles.every((role) => mayAppoint(standing, role)))
    throw new AppError("FORBIDDEN", "Only owners of the organization decide about its owners and managers.");
}

/** CONFLICT if it is suspended or archived. */
export function expectActive({ state }: Pick<OrganizationRow, "state">): void {
  if (state !== "ACTIVE") throw new AppError("CONFLICT", `This organization is ${state.toLowerCase()} and read-only.`);
}
