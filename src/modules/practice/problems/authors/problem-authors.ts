import { mayAuthor, mayChooseCoAuthors } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, nullIfNotFound } from "../../../../kernel/errors.js";
import type { Database, EntityManager } from "../../../../platform/database/database.js";
import { User } from "../../../base/users/user.entity.js";
import { userNamed } from "../../../base/users/user-named.js";
import { noteOnProblem, readProblem, type ProblemEdits } from "./problem-access.js";
import type { Problem } from "../problem.entity.js";
import type { ProblemRow } from "../problem.rows.js";

export interface ProblemAuthors {
  /** FORBIDDEN unless the viewer is the author or an admin. Idempotent: adding an existing co-author changes nothing. */
  addCoAuthor(viewer: SignedIn, problemId: string, username: string, address: string): Promise<ProblemRow>;
  /** Like addCoAuthor; co-authors may also remove themselves. Returns null if the viewer can no longer see the problem. */
  removeCoAuthor(viewer: SignedIn, problemId: string, username: string, address: string): Promise<ProblemRow | null>;
  /** Changes the author; the former author becomes a co-author. The permission table defines who may call this. */
  transfer(viewer: SignedIn, problemId: string, username: string, address: string): Promise<ProblemRow>;
}

export function createProblemAuthors({ db, edits }: { db: Database; edits: ProblemEdits }): ProblemAuthors {
  const checkMayChoose = (viewer: SignedIn, problem: Problem) => {
    if (!mayChooseCoAuthors(viewer, { authorId: problem.author.id }))
      throw new AppError("FORBIDDEN", "Only the problem's author and admins may change its co-authors.");
  };
  const add = (em: EntityManager, problem: Problem, userId: string) =>
    em.execute("insert into problem_co_authors (problem_id, user_id) values (?, ?) on conflict do nothing", [problem.id, userId]);
  const remove = (em: EntityManager, problem: Problem, userId: string) =>
    em.execute("delete from problem_co_authors where problem_id = ? and user_id = ?", [problem.id, userId]);

  return {
    addCoAuthor: (viewer, problemId, username, address) =>
      edits.edit(viewer, problemId, async (em, problem) => {
        checkMayChoose(viewer, problem);
        const user = await findEditor(em, username);
        if (user.id === problem.author.id) throw badInput("input.username", "This account is already the author.", "DUPLICATE");
        await add(em, problem, user.id);
        noteOnProblem(em, "problem.co-author-added", problem, viewer, address, { userId: user.id });
      }),

    async removeCoAuthor(viewer, problemId, username, address) {
      await edits.change(viewer, problemId, async (em, problem) => {
        const user = await userNamed(em, username);
        if (user.id !== viewer.id) checkMayChoose(viewer, problem);
        await remove(em, problem, user.id);
        noteOnProblem(em, "problem.co-author-removed", problem, viewer, address, { userId: user.id });
      });
      return nullIfNotFound(readProblem(db.em.fork(), viewer, { id: problemId }));
    },

    transfer: (viewer, problemId, username, address) =>
      edits.edit(viewer, problemId, async (em, problem) => {
        const user = await findEditor(em, username);
        const former = problem.author.id;
        if (user.id === former) return;
        await remove(em, problem, user.id);
        await add(em, problem, former);
        problem.author = em.getReference(User, user.id, { wrapped: true });
        noteOnProblem(em, "problem.transferred", problem, viewer, address, { from: former, to: user.id });
      }),
  };
}

async function findEditor(em: EntityManager, username: string): Promise<User> {
  const user = await userNamed(em, username);
  if (!mayAuthor(user))
    throw badInput("input.username", "This account's role does not allow editing problems; it must be at least an instructor.");
  return user;
}
