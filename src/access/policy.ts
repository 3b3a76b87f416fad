import { ROLES, type Role, type SignedIn, type Viewer } from "./viewer.js";

/**
 * THE permission table: who may use a root field at all. What one object allows is decided by the functions below it,
 * called by services once the object is loaded.
 */
const AUTHORS: readonly Role[] = ["INSTRUCTOR", "ADMIN", "SYSTEM_ADMIN"];
const ADMINS: readonly Role[] = ["ADMIN", "SYSTEM_ADMIN"];

export const PERMISSIONS = {
  public: "everyone",
  "account:read": ROLES,
  "role:request": ROLES,
  "role:decide": ADMINS,
  "topic:edit": ADMINS,
  "problem:create": AUTHORS,
  "problem:edit": AUTHORS,
  "submission:create": ROLES,
  "submission:read": ROLES,
} as const satisfies Record<string, "everyone" | readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export type Decision = "allowed" | "sign-in-first" | "forbidden";

export function decide(viewer: Viewer, permission: Permission): Decision {
  const allowed: "everyone" | readonly Role[] = PERMISSIONS[permission];
  if (allowed === "everyone") return "allowed";
  if (!viewer) return "sign-in-first";
  return allowed.includes(viewer.role) ? "allowed" : "forbidden";
}

export function isAdmin(viewer: Viewer): boolean {
  return viewer !== null && ADMINS.includes(viewer.role);
}

/** Roles an admin may hand out; only a system admin makes another. */
export function mayGrant(viewer: SignedIn, role: Role): boolean {
  return role === "SYSTEM_ADMIN" ? viewer.role === "SYSTEM_ADMIN" : isAdmin(viewer);
}

/** A request for a role leads upwards: an admin's account is not made less by approving an old one. */
export function mayDecideRoleRequest(viewer: SignedIn, request: { role: Role; currentRole: Role }): boolean {
  return mayGrant(viewer, request.role) && mayGrant(viewer, request.currentRole);
}

export function mayReadProblem(viewer: Viewer, problem: { status: string; authorId: string }): boolean {
  return problem.status === "PUBLISHED" || mayEditProblem(viewer, problem);
}

/** The same rule as mayReadProblem, for a list: every problem, or the published ones and those of one author, or of none. */
export function readableProblems(viewer: Viewer): "all" | { publishedAndBy: string | null } {
  if (isAdmin(viewer)) return "all";
  return { publishedAndBy: viewer && AUTHORS.includes(viewer.role) ? viewer.id : null };
}

/** Authors edit their own problems, admins every one. Hidden tests are visible to the same people. */
export function mayEditProblem(viewer: Viewer, problem: { authorId: string }): boolean {
  return viewer !== null && (isAdmin(viewer) || (AUTHORS.includes(viewer.role) && viewer.id === problem.authorId));
}

/** A submission belongs to whoever sent it; admins and the author of the problem are its staff. */
export function mayReadSubmission(viewer: Viewer, submission: { userId: string; problemAuthorId: string }): boolean {
  return viewer !== null && (viewer.id === submission.userId || mayEditProblem(viewer, { authorId: submission.problemAuthorId }));
}

/** Ownership of types whose fields are not for everyone: `@Visible("owner")` asks the rule of the type it stands in. */
export const OWNERSHIP = {
  user: (viewer: Viewer, user: { id: string }) => viewer !== null && viewer.id === user.id,
  submission: mayReadSubmission,
  problem: mayEditProblem,
  /** The operators', who are admins and see everything. */
  judge: (): boolean => false,
} as const;

export type OwnedKind = keyof typeof OWNERSHIP;
/** "solver" is for problems: whoever has solved it, and its owner. */
export type Visibility = "public" | "solver" | "owner" | "staff";

export function maySee(viewer: Viewer, visibility: Visibility, kind: OwnedKind, source: never): boolean {
  if (visibility === "public" || isAdmin(viewer)) return true;
  if (visibility === "staff") return false;
  return OWNERSHIP[kind](viewer, source) || (visibility === "solver" && hasSolved(viewer, source));
}

function hasSolved(viewer: Viewer, problem: { viewerStatus: string | null }): boolean {
  return viewer !== null && problem.viewerStatus === "SOLVED";
}
