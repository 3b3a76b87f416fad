import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { readEditable } from "../../../practice/problems/authors/problem-access.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { refreshedAt } from "../changes/changes.js";
import { NO_FIGURES, type ProblemFigures } from "./problem-figures.js";

export interface ProblemAnalytics extends ProblemFigures {
  problem: ProblemRow;
  refreshedAt: Date;
}

/** NOT_FOUND if the viewer may not see the problem, FORBIDDEN if they may not edit it. */
export async function readProblemAnalytics(em: EntityManager, viewer: SignedIn, problemId: string): Promise<ProblemAnalytics> {
  const problem = await readEditable(em, viewer, problemId);
  // Read first: figures that are refreshed meanwhile are newer than this says.
  const at = await refreshedAt(em, ["SUBMISSION", { kind: "PROBLEM", key: problem.id }]);
  const sql = "select figures from analytics_problems where problem_id = ?";
  const [found] = await rows<{ figures: ProblemFigures }>(em, sql, [problem.id]);
  return { ...(found?.figures ?? NO_FIGURES), problem, refreshedAt: at };
}
