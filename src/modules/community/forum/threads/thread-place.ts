/** Where a thread may be started, and by whom. */
import { isAdmin, mayEditProblem, mayOpenProblem } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, entitlementRequired, notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readOpenLesson } from "../../../learning/content/lessons/lesson.rows.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import type { ProblemsService } from "../../../practice/problems/problems.service.js";
import { SPOILERS, type ThreadKind } from "../posts/post-state.js";

export interface Place {
  categoryId?: string | null;
  problemId?: string | null;
  lessonId?: string | null;
}

/** The problem, if the viewer may read its statement. NOT_FOUND, or ENTITLEMENT_REQUIRED for a premium problem. */
export async function openProblem(em: EntityManager, viewer: SignedIn, problems: ProblemsService, id: string): Promise<ProblemRow> {
  const problem = await problems.read(em, viewer, { id });
  if (!mayOpenProblem(viewer, problem)) throw entitlementRequired("premium-problems");
  return problem;
}

/** NOT_FOUND if there is no such place, or the viewer may not see it. Exactly one place. */
export async function expectPlace(
  em: EntityManager,
  viewer: SignedIn,
  problems: ProblemsService,
  { categoryId, problemId, lessonId }: Place,
  kind: ThreadKind,
): Promise<void> {
  if ([categoryId, problemId, lessonId].filter((id) => id != null).length !== 1)
    throw badInput("input.categoryId", "Give exactly one place: a category, a problem or a lesson.", "REQUIRED");
  if (SPOILERS.includes(kind) && problemId == null) throw badInput("input.kind", "Solutions and editorials are published at a problem.");
  if (categoryId != null) return expectCategory(em, viewer, categoryId);
  if (lessonId != null) return void (await readOpenLesson(em, viewer, lessonId));
  const problem = await openProblem(em, viewer, problems, problemId!);
  if (kind === "EDITORIAL" && !mayEditProblem(viewer, problem))
    throw new AppError("FORBIDDEN", "Only those who may edit the problem write editorials.");
  if (kind === "SOLUTION" && !maySolveAloud(viewer, problem))
    throw new AppError("FORBIDDEN", "Solve the problem first. Solutions of a problem that conceals its verdicts cannot be published.");
}

function maySolveAloud(viewer: SignedIn, problem: ProblemRow): boolean {
  return mayEditProblem(viewer, problem) || (problem.feedback !== "NOTHING" && problem.viewerStatus === "SOLVED");
}

async function expectCategory(em: EntityManager, viewer: SignedIn, id: string): Promise<void> {
  const [category] = await rows<{ starters: string; archived: boolean; moderates: boolean }>(
    em,
    `select c.starters, c.archived_at is not null as archived,
       exists (select from forum_moderators m where m.category_id = c.id and m.user_id = ?) as moderates
     from forum_categories c where c.id = ?`,
    [viewer.id, id],
  );
  if (!category) throw notFound("category");
  if (category.archived) throw new AppError("CONFLICT", "This category is closed.");
  if (category.starters === "MODERATORS" && !category.moderates && !isAdmin(viewer))
    throw new AppError("FORBIDDEN", "Only moderators start threads in this category.");
}
