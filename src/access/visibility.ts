/** Who sees fields that not everyone may see. */
import { inScope, isAdmin, isSharedWith, mayEditProblem, mayEditTrack, mayOpenProblem, mayReadSubmission } from "./policy.js";
import type { Viewer } from "./viewer.js";

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
  return visibility === "solver" && hasSolved(viewer, source) && isSharedWith(viewer, source);
}

function showsProgress({ showProgress }: { showProgress?: boolean | null }): boolean {
  return showProgress === true;
}

function hasSolved(viewer: Viewer, problem: { viewerStatus: string | null }): boolean {
  return viewer !== null && problem.viewerStatus === "SOLVED";
}
