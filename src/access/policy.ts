import type { Entitlement } from "./entitlements.js";
import { ADMINS, AUTHORS, ruleOf, type Permission } from "./permissions.js";
import type { Scope } from "./scopes.js";
import type { OrganizationRole, Role, SignedIn, Viewer } from "./viewer.js";

export type Decision = "allowed" | "unauthenticated" | "forbidden" | "out-of-scope" | "while-impersonating" | "verify-email-first";

/** May the viewer use root fields with this permission? The functions below decide about single objects. */
export function decide(viewer: Viewer, permission: Permission): Decision {
  const { roles, scopes = [], beforeVerification, notWhileImpersonating } = ruleOf(permission);
  if (roles === "everyone") return "allowed";
  if (!viewer) return "unauthenticated";
  if (!roles.includes(viewer.role)) return "forbidden";
  if (viewer.scopes && !viewer.scopes.some((scope) => scopes.includes(scope))) return "out-of-scope";
  if (viewer.impersonatorId && notWhileImpersonating) return "while-impersonating";
  return viewer.mustVerifyEmail && !beforeVerification ? "verify-email-first" : "allowed";
}

/** A session has every scope. */
function inScope(viewer: SignedIn, scope: Scope): boolean {
  return !viewer.scopes || viewer.scopes.includes(scope);
}

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

/** The authors of a problem. `coAuthorIds` may be left out if the viewer's role can't edit problems anyway. */
export interface Authorship {
  authorId: string;
  coAuthorIds?: readonly string[];
}

/** Does the role allow editing problems at all, provided that they are the viewer's own? */
export function mayAuthor(viewer: Viewer): viewer is SignedIn {
  return viewer !== null && AUTHORS.includes(viewer.role) && (inScope(viewer, "problems:write") || isAdmin(viewer));
}

export function mayReadProblem(viewer: Viewer, problem: { status: string } & Authorship): boolean {
  return problem.status === "PUBLISHED" || mayEditProblem(viewer, problem);
}

/** mayReadProblem as a list filter: every problem, or the published ones and those of one author (null: of no author). */
export function readableProblems(viewer: Viewer): "all" | { publishedAndBy: string | null } {
  if (isAdmin(viewer)) return "all";
  return { publishedAndBy: mayAuthor(viewer) ? viewer.id : null };
}

/** Authors and co-authors edit their own problems, admins edit all. The same people see hidden tests and history. */
export function mayEditProblem(viewer: Viewer, { authorId, coAuthorIds }: Authorship): boolean {
  return mayAuthor(viewer) && (isAdmin(viewer) || viewer.id === authorId || (coAuthorIds?.includes(viewer.id) ?? false));
}

/** Tracks and their lessons have authors and co-authors like problems, and follow the same rules. */
export function mayReadTrack(viewer: Viewer, track: { status: string } & Authorship): boolean {
  return mayReadProblem(viewer, track);
}

export function mayEditTrack(viewer: Viewer, authored: Authorship): boolean {
  return mayEditProblem(viewer, authored);
}

export function readableTracks(viewer: Viewer): ReturnType<typeof readableProblems> {
  return readableProblems(viewer);
}

/** Only the author is responsible for a problem or a track; co-authors can't add co-authors. */
export function mayChooseCoAuthors(viewer: Viewer, { authorId }: Authorship): boolean {
  return mayAuthor(viewer) && (isAdmin(viewer) || viewer.id === authorId);
}

/** What plans and purchases give, in addition to what roles allow. Admins have every entitlement. */
export function isEntitled(viewer: Viewer, entitlement: Entitlement): boolean {
  return isAdmin(viewer) || (viewer?.entitlements?.includes(entitlement) ?? false);
}

/** Everyone can find a premium problem. Reading its task and submitting need the entitlement or the right to edit it. */
export function mayOpenProblem(viewer: Viewer, problem: { premium: boolean } & Authorship): boolean {
  return !problem.premium || isEntitled(viewer, "premium-problems") || mayEditProblem(viewer, problem);
}

/** A submission is readable by its owner, by admins and by editors of its problem. */
export function mayReadSubmission(
  viewer: Viewer,
  submission: { userId: string; problemAuthorId: string; problemCoAuthorIds?: readonly string[] },
): boolean {
  const isOwn = viewer !== null && viewer.id === submission.userId;
  if (isOwn && (inScope(viewer, "submissions:read") || inScope(viewer, "submissions:write"))) return true;
  return mayEditProblem(viewer, { authorId: submission.problemAuthorId, coAuthorIds: submission.problemCoAuthorIds });
}

/** Ownership rules of types with restricted fields: `@Visible("owner")` applies the rule of its type. */
export const OWNERSHIP = {
  user: (viewer: Viewer, user: { id: string }) => viewer !== null && viewer.id === user.id && inScope(viewer, "account:read"),
  submission: mayReadSubmission,
  file: (viewer: Viewer, file: { ownerId: string }) => viewer !== null && viewer.id === file.ownerId && inScope(viewer, "account:read"),
  problem: mayEditProblem,
  track: mayEditTrack,
  /** Belongs to the operators, who are admins and see everything. */
  judge: (): boolean => false,
} as const;

export type OwnedKind = keyof typeof OWNERSHIP;
/**
 * Who sees a field, besides staff. "solver", for problems: accounts that have solved it, and its owner. "entitled", for problems:
 * everyone, unless the problem is premium; then `Problem.locked` says why the field is null. "progress", for accounts: the owner, and
 * everyone if the owner has turned `showProgress` on.
 */
export const VISIBILITIES = ["public", "entitled", "solver", "progress", "owner", "staff"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export function maySee(viewer: Viewer, visibility: Visibility, kind: OwnedKind, source: never): boolean {
  if (visibility === "public" || isAdmin(viewer)) return true;
  if (visibility === "staff") return false;
  if (visibility === "entitled") return mayOpenProblem(viewer, source);
  if (OWNERSHIP[kind](viewer, source)) return true;
  if (visibility === "progress") return showsProgress(source);
  return visibility === "solver" && hasSolved(viewer, source);
}

function showsProgress({ showProgress }: { showProgress?: boolean | null }): boolean {
  return showProgress === true;
}

function hasSolved(viewer: Viewer, problem: { viewerStatus: string | null }): boolean {
  return viewer !== null && problem.viewerStatus === "SOLVED";
}

/** Owners and co-authors edit their quizzes and question banks, admins edit all: the rule of problems. */
export function mayEditQuiz(viewer: Viewer, authored: Authorship): boolean {
  return mayEditProblem(viewer, authored);
}

/** Only the owner is responsible; co-authors can't add co-authors. */
export function mayChooseQuizCoAuthors(viewer: Viewer, authored: Authorship): boolean {
  return mayChooseCoAuthors(viewer, authored);
}

/** Authors share the questions of a bank with all authors, or with its co-authors only. */
export function mayReadQuestionBank(viewer: Viewer, bank: { visibility: string } & Authorship): boolean {
  return mayEditQuiz(viewer, bank) || (bank.visibility === "AUTHORS" && mayAuthor(viewer));
}

/** The viewer's role in an active organization; null for everyone who is no member. Costs no statement. */
export function organizationRoleOf(viewer: Viewer, organizationId: string): OrganizationRole | null {
  return viewer?.memberships?.find((membership) => membership.organizationId === organizationId)?.role ?? null;
}

/** Owners and managers of an active organization, in a session: a token may not change where an organization's data go. And admins. */
export function mayManageWebhooks(viewer: Viewer, organizationId: string): boolean {
  if (isAdmin(viewer)) return true;
  const role = organizationRoleOf(viewer, organizationId);
  return !viewer?.scopes && (role === "OWNER" || role === "MANAGER");
}
