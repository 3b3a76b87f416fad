import DataLoader from "dataloader";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { AppError } from "../../../../kernel/errors.js";
import { rows, unlessDeleted, type Database } from "../../../../platform/database/database.js";
import { isOpenWork } from "../../../learning/coursework/assignments/assignment.rows.js";
import { editableBy } from "../../../practice/problems/list/problem-conditions.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import type { ProblemsService } from "../../../practice/problems/problems.service.js";
import { unlockedFor } from "../threads/thread-access.js";
import { openProblem } from "../threads/thread-place.js";

/** By problem: whether the viewer sees published solutions and editorials. */
export const seesSolutions: LoaderFactory<string, boolean> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const [edits, unlocked] = [editableBy(viewer), unlockedFor(viewer)];
    const found = await rows<{ id: string }>(em, `select p.id from problems p where p.id in (?) and (${edits.sql} or ${unlocked.sql})`, [
      ids,
      ...edits.params,
      ...unlocked.params,
    ]);
    const open = new Set(found.map(({ id }) => id));
    return ids.map((id) => open.has(id));
  });

export type GiveUp = (viewer: SignedIn, problemId: string) => Promise<ProblemRow>;

/** Idempotent. NOT_FOUND, ENTITLEMENT_REQUIRED, CONFLICT for a problem that conceals its verdicts or is open work of a class. */
export function createGiveUp({ db, problems }: { db: Database; problems: ProblemsService }): GiveUp {
  return async (viewer, problemId) => {
    const em = db.em.fork();
    const problem = await openProblem(em, viewer, problems, problemId);
    if (problem.feedback === "NOTHING") throw new AppError("CONFLICT", "This problem conceals its verdicts: its solutions cannot be seen.");
    if (await isOpenWork(em, viewer.id, problemId))
      throw new AppError("CONFLICT", "This problem is part of an assignment of your class that is still open. Give it up after it closes.");
    const sql = "insert into problem_surrenders (user_id, problem_id) values (?, ?) on conflict do nothing";
    await unlessDeleted("problem", em.execute(sql, [viewer.id, problemId]));
    return problem;
  };
}
