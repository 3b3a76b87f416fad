import type { Entitlement } from "./entitlements.js";
import { ADMINS, AUTHORS, ruleOf, type Permission } from "./permissions.js";
import type { Scope } from "./scopes.js";
import type { OrganizationRole, Role, SignedIn, Viewer } from "./viewer.js";

export type Decision = "allowed" | "unauthenticated" | "forbidden" | "out-of-scope" | "while-impersonating" | "verify-email-first";

/** May the viewer use root fields with this permission? The functions below decide about single objects. */
export function decide(viewer: Viewer, permission: Permission): Decision {
  const { roles, scopes = [], beforeVerification, notWhileImpersonating, organizationAuthors, staff } = ruleOf(permission);
  if (roles === "everyone") return "allowed";
  if (!viewer) return "unauthenticated";
  const isStaff = staff !== undefined && !viewer.scopes && viewer.entitlements?.includes(staff);
  if (!roles.includes(viewer.role) && !isStaff && !(organizationAuthors && isOrganizationAuthor(viewer))) return "forbidden";
  if (viewer.scopes && !viewer.scopes.some((scope) => scopes.includes(scope))) return "out-of-scope";
  if (viewer.impersonatorId && notWhileImpersonating) return "while-impersonating";
  return viewer.mustVerifyEmail && !beforeVerification ? "verify-email-first" : "allowed";
}

/** A session has every scope. */
export const inScope = ({ scopes }: SignedIn, scope: Scope): boolean => !scopes || scopes.includes(scope);

export function isAdmin(viewer: Viewer): boolean {
  return viewer !== null && ADMINS.includes(viewer.role) && inScope(viewer, "admin");
}

/** Roles that an admin may grant. Only a system admin may grant SYSTEM_ADMIN. */
export function mayGrant(viewer: SignedIn, role: Role): boolean {
  return role === "SYSTEM_ADMIN" ? viewer.role === "SYSTEM_ADMIN" : isAdmin(viewer);
}

/** No account changes its own role or suspends itself, so someone who can undo it always remains. */
export function maySetRole(viewer: SignedIn, user: { id: string; role: Role }, role: Role): boolean {
  return viewer.id !== user.id && mayGrant(viewer, user.role) && mayGrant(viewer, role);
}

/** Admins suspend and reinstate every account except system admins, which only other system admins can. */
export function maySuspend(viewer: SignedIn, user: { id: string; role: Role }): boolean {
  return viewer.id !== user.id && mayGrant(viewer, user.role);
}

/** A higher rank has power over accounts of a lower one. */
function rankOf(role: Role): number {
  return role === "SYSTEM_ADMIN" ? 2 : ADMINS.includes(role) ? 1 : 0;
}

/** Only accounts of a lower rank, and only from the admin's own session: not with an API token or during another impersonation. */
export function mayImpersonate(viewer: SignedIn, user: { id: string; role: Role }): boolean {
  return isAdmin(viewer) && !viewer.scopes && !viewer.impersonatorId && rankOf(user.role) < rankOf(viewer.role);
}

/** The viewer must be allowed to grant both the requested and the current role. The service refuses to lower an admin's role. */
export function mayDecideRoleRequest(viewer: SignedIn, request: { role: Role; currentRole: Role }): boolean {
  return mayGrant(viewer, request.role) && mayGrant(viewer, request.currentRole);
}

/** Author, co-authors and owner of a problem. `coAuthorIds` may be left out if the viewer's role can't edit problems of people anyway. */
export interface Authorship {
  /** Wrote it. Is its owner, unless an organization is. */
  authorId: string;
  coAuthorIds?: readonly string[];
  /** Owns it; null if the author does. Its staff edits it then, and author and co-authors have no rights of their own. */
  organizationId: string | null;
}

export const CONTENT_VISIBILITIES = ["PUBLIC", "ORGANIZATION"] as const;
/** ORGANIZATION: only for members of the organization that owns it. */
export type ContentVisibility = (typeof CONTENT_VISIBILITIES)[number];

export interface Shown {
  status: string;
  visibility: ContentVisibility;
}

/** Members with these roles act as authors of what belongs to their organization. */
const CONTENT_ROLES: readonly OrganizationRole[] = ["OWNER", "MANAGER", "INSTRUCTOR"];

/** Does the role allow editing problems at all, provided that they are the viewer's own? */
export function mayAuthor(viewer: Viewer): viewer is SignedIn {
  return viewer !== null && AUTHORS.includes(viewer.role) && (inScope(viewer, "problems:write") || isAdmin(viewer));
}

/** May the viewer create and edit what belongs to this organization? Null: what belongs to the viewer. */
export function mayAuthorFor(viewer: Viewer, organizationId: string | null): viewer is SignedIn {
  if (viewer === null || organizationId === null) return mayAuthor(viewer);
  const role = organizationRoleOf(viewer, organizationId);
  return isAdmin(viewer) || (role !== null && CONTENT_ROLES.includes(role) && inScope(viewer, "problems:write"));
}

/** Is the viewer an author in some organization, whatever the role on the platform is? */
function isOrganizationAuthor(viewer: SignedIn): boolean {
  return viewer.memberships?.some(({ role }) => CONTENT_ROLES.includes(role)) ?? false;
}

/** May the viewer edit anything: own problems, or those of an organization? */
export function mayAuthorSomething(viewer: Viewer): viewer is SignedIn {
  return mayAuthor(viewer) || (viewer !== null && isOrganizationAuthor(viewer) && inScope(viewer, "problems:write"));
}

/** Is the viewer among those that it is shown to once it is published? */
export function isSharedWith(viewer: Viewer, { visibility, organizationId }: Pick<Shown, "visibility"> & Authorship): boolean {
  return visibility === "PUBLIC" || isAdmin(viewer) || (organizationId !== null && organizationRoleOf(viewer, organizationId) !== null);
}

export function mayReadProblem(viewer: Viewer, problem: Shown & Authorship): boolean {
  return (problem.status === "PUBLISHED" && isSharedWith(viewer, problem)) || mayEditProblem(viewer, problem);
}

/** What a viewer may reach, for list filters. */
export interface Reach {
  /** Edits what belongs to this account, and what it co-authors; null: nothing of people. */
  authorId: string | null;
  /** Sees what is published in these organizations. */
  memberOf: readonly string[];
  /** Edits what belongs to these. */
  authorOf: readonly string[];
}

/** mayReadProblem and mayEditProblem as list filters. "all" for admins. */
export function reachOf(viewer: Viewer): "all" | Reach {
  if (isAdmin(viewer)) return "all";
  const memberOf = (viewer?.memberships ?? []).map(({ organizationId }) => organizationId);
  return {
    authorId: mayAuthor(viewer) ? viewer.id : null,
    memberOf,
    authorOf: memberOf.filter((id) => mayAuthorFor(viewer, id)),
  };
}

/**
 * Authors and co-authors edit their own problems, staff of an organization those that belong to it, admins edit all. The same people see
 * hidden tests and history.
 */
export function mayEditProblem(viewer: Viewer, { authorId, coAuthorIds, organizationId }: Authorship): boolean {
  if (isAdmin(viewer)) return true;
  if (organizationId !== null) return mayAuthorFor(viewer, organizationId);
  return mayAuthor(viewer) && (viewer.id === authorId || (coAuthorIds?.includes(viewer.id) ?? false));
}

/** Tracks and their lessons have authors and co-authors like problems, and follow the same rules. */
export function mayReadTrack(viewer: Viewer, track: Shown & Authorship): boolean {
  return mayReadProblem(viewer, track);
}

export function mayEditTrack(viewer: Viewer, authored: Authorship): boolean {
  return mayEditProblem(viewer, authored);
}

/**
 * Only the owner is responsible for a problem or a track; co-authors can't add co-authors. For an organization, its owners and managers
 * are, and the author as long as the author is among its staff.
 */
export function mayChooseCoAuthors(viewer: Viewer, { authorId, organizationId }: Omit<Authorship, "coAuthorIds">): boolean {
  if (isAdmin(viewer)) return true;
  if (!mayAuthorFor(viewer, organizationId)) return false;
  return viewer.id === authorId || (organizationId !== null && organizationRoleOf(viewer, organizationId) !== "INSTRUCTOR");
}

/** What plans and purchases give, in addition to what roles allow. Admins have every entitlement. */
export function isEntitled(viewer: Viewer, entitlement: Entitlement): boolean {
  return isAdmin(viewer) || (viewer?.entitlements?.includes(entitlement) ?? false);
}

/**
 * Everyone can find a premium problem. Reading its task and submitting need the entitlement or the right to edit it. Nobody opens a problem
 * of an organization after leaving it, although own submissions still name it.
 */
export function mayOpenProblem(viewer: Viewer, problem: { premium: boolean } & Pick<Shown, "visibility"> & Authorship): boolean {
  if (mayEditProblem(viewer, problem)) return true;
  return isSharedWith(viewer, problem) && (!problem.premium || isEntitled(viewer, "premium-problems"));
}

/** Author, co-authors and owner of the problem of a submission. */
export interface ProblemOwnership {
  problemAuthorId: string;
  problemCoAuthorIds?: readonly string[];
  /** Absent in events of older versions, in which nothing belonged to organizations. */
  problemOrganizationId?: string | null;
}

/** May the viewer edit the problem of a submission? */
export function mayEditProblemOf(viewer: Viewer, of: ProblemOwnership): boolean {
  const { problemAuthorId: authorId, problemCoAuthorIds: coAuthorIds, problemOrganizationId: organizationId = null } = of;
  return mayEditProblem(viewer, { authorId, coAuthorIds, organizationId });
}

/** A submission is readable by its owner, by admins and by editors of its problem. */
export function mayReadSubmission(viewer: Viewer, submission: { userId: string } & ProblemOwnership): boolean {
  const isOwn = viewer !== null && viewer.id === submission.userId;
  if (isOwn && (inScope(viewer, "submissions:read") || inScope(viewer, "submissions:write"))) return true;
  return mayEditProblemOf(viewer, submission);
}

/** Of what only people own: quizzes and question banks. Their rules are those of problems of people. */
export type PersonalAuthorship = Omit<Authorship, "organizationId">;

export function mayEditQuiz(viewer: Viewer, authored: PersonalAuthorship): boolean {
  return mayEditProblem(viewer, { ...authored, organizationId: null });
}

export const mayChooseQuizCoAuthors = (viewer: Viewer, authored: PersonalAuthorship): boolean =>
  mayChooseCoAuthors(viewer, { ...authored, organizationId: null });

/** Authors share the questions of a bank with all authors, or with its co-authors only. */
export function mayReadQuestionBank(viewer: Viewer, bank: { visibility: string } & PersonalAuthorship): boolean {
  return mayEditQuiz(viewer, bank) || (bank.visibility === "AUTHORS" && mayAuthor(viewer));
}

/** The viewer's role in an active organization; null for everyone who is no member. Costs no statement. */
export function organizationRoleOf(viewer: Viewer, organizationId: string): OrganizationRole | null {
  return viewer?.memberships?.find((membership) => membership.organizationId === organizationId)?.role ?? null;
}
