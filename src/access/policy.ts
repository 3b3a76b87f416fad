import { ADMINS, AUTHORS, ruleOf, type Permission } from "./permissions.js";
import type { Scope } from "./scopes.js";
import type { Role, SignedIn, Viewer } from "./viewer.js";

export type Decision = "allowed" | "sign-in-first" | "forbidden" | "out-of-scope" | "while-impersonating" | "verify-email-first";

/** Whether the viewer may use root fields of this permission. What one object allows is decided by the functions below. */
export function decide(viewer: Viewer, permission: Permission): Decision {
  const { roles, scopes = [], beforeVerification, notWhileImpersonating } = ruleOf(permission);
  if (roles === "everyone") return "allowed";
  if (!viewer) return "sign-in-first";
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

/** Roles an admin may hand out; only a system admin makes another. */
export function mayGrant(viewer: SignedIn, role: Role): boolean {
  return role === "SYSTEM_ADMIN" ? viewer.role === "SYSTEM_ADMIN" : isAdmin(viewer);
}

/** Nobody changes their own role or suspends themselves, so that someone is always left who may undo it. */
export function maySetRole(viewer: SignedIn, user: { id: string; role: Role }, role: Role): boolean {
  return viewer.id !== user.id && mayGrant(viewer, user.role) && mayGrant(viewer, role);
}

/** An admin suspends and reinstates those below; only a system admin another system admin. */
export function maySuspend(viewer: SignedIn, user: { id: string; role: Role }): boolean {
  return viewer.id !== user.id && mayGrant(viewer, user.role);
}

/** Higher ranks have power over the accounts of lower ones. */
function rankOf(role: Role): number {
  return role === "SYSTEM_ADMIN" ? 2 : ADMINS.includes(role) ? 1 : 0;
}

/** Only downwards, and from a session of one's own: neither by API token nor from within another impersonation. */
export function mayImpersonate(viewer: SignedIn, user: { id: string; role: Role }): boolean {
  return isAdmin(viewer) && !viewer.scopes && !viewer.impersonatorId && rankOf(user.role) < rankOf(viewer.role);
}

/** A request for a role leads upwards: an admin's account is not made less by approving an old one. */
export function mayDecideRoleRequest(viewer: SignedIn, request: { role: Role; currentRole: Role }): boolean {
  return mayGrant(viewer, request.role) && mayGrant(viewer, request.currentRole);
}

/** Who has written a problem. `coAuthorIds` may be left out where the viewer's role could not edit problems anyway. */
export interface Authorship {
  authorId: string;
  coAuthorIds?: readonly string[];
}

/** Whether the role lets someone edit problems at all, given some that are theirs. */
export function mayAuthor(viewer: Viewer): viewer is SignedIn {
  return viewer !== null && AUTHORS.includes(viewer.role) && (inScope(viewer, "problems:write") || isAdmin(viewer));
}

export function mayReadProblem(viewer: Viewer, problem: { status: string } & Authorship): boolean {
  return problem.status === "PUBLISHED" || mayEditProblem(viewer, problem);
}

/** The same rule as mayReadProblem, for a list: every problem, or the published ones and those of one author, or of none. */
export function readableProblems(viewer: Viewer): "all" | { publishedAndBy: string | null } {
  if (isAdmin(viewer)) return "all";
  return { publishedAndBy: mayAuthor(viewer) ? viewer.id : null };
}

/** Authors and co-authors edit their own problems, admins every one. Hidden tests and history are visible to the same people. */
export function mayEditProblem(viewer: Viewer, { authorId, coAuthorIds }: Authorship): boolean {
  return mayAuthor(viewer) && (isAdmin(viewer) || viewer.id === authorId || (coAuthorIds?.includes(viewer.id) ?? false));
}

/** Who decides who else may edit: one answers for a problem, and co-authors do not make others. */
export function mayChooseCoAuthors(viewer: Viewer, { authorId }: Authorship): boolean {
  return mayAuthor(viewer) && (isAdmin(viewer) || viewer.id === authorId);
}

/**
 * What plans will sell, beside what roles allow. Nobody has a plan yet, so admins alone have everything; once viewers carry
 * the entitlements of their plan, this is the one function to ask them.
 */
export type Entitlement = "premium-problems";
export function isEntitled(viewer: Viewer, _entitlement: Entitlement): boolean {
  return isAdmin(viewer);
}

/** Everyone finds a premium problem; its task, and submitting to it, are for the entitled and its editors. */
export function mayOpenProblem(viewer: Viewer, problem: { premium: boolean } & Authorship): boolean {
  return !problem.premium || isEntitled(viewer, "premium-problems") || mayEditProblem(viewer, problem);
}

/** A submission belongs to whoever sent it; admins and the editors of the problem are its staff. */
export function mayReadSubmission(
  viewer: Viewer,
  submission: { userId: string; problemAuthorId: string; problemCoAuthorIds?: readonly string[] },
): boolean {
  const isOwn = viewer !== null && viewer.id === submission.userId;
  if (isOwn && (inScope(viewer, "submissions:read") || inScope(viewer, "submissions:write"))) return true;
  return mayEditProblem(viewer, { authorId: submission.problemAuthorId, coAuthorIds: submission.problemCoAuthorIds });
}

/** Ownership of types whose fields are not for everyone: `@Visible("owner")` asks the rule of the type it stands in. */
export const OWNERSHIP = {
  user: (viewer: Viewer, user: { id: string }) => viewer !== null && viewer.id === user.id && inScope(viewer, "account:read"),
  submission: mayReadSubmission,
  file: (viewer: Viewer, file: { ownerId: string }) => viewer !== null && viewer.id === file.ownerId && inScope(viewer, "account:read"),
  problem: mayEditProblem,
  /** The operators', who are admins and see everything. */
  judge: (): boolean => false,
} as const;

export type OwnedKind = keyof typeof OWNERSHIP;
/**
 * Who sees a field beside staff. "solver", for problems: accounts that have solved it, and its owner. "entitled", for problems:
 * everyone, unless the problem is premium; then `Problem.locked` says why the field is null. "progress", for accounts: the owner,
 * and everyone once the owner has turned `showProgress` on.
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
