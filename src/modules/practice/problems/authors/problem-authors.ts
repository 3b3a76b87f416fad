import type { SignedIn } from "../../../../access/viewer.js";
import { nullIfNotFound } from "../../../../kernel/errors.js";
import type { Database } from "../../../../platform/database/database.js";
import { addCoAuthor, editorNamed, removeCoAuthor, transferTo } from "../../../base/authorship/co-authors.js";
import { readProblem, type ProblemEdits } from "./problem-access.js";
import { problemAuthored } from "./problem.authored.js";
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
  const about = ({ id, author, organization }: Problem) => ({
    authored: problemAuthored,
    id,
    of: { authorId: author.id, organizationId: organization?.id ?? null },
  });

  return {
    addCoAuthor: (viewer, problemId, username, address) =>
      edits.edit(viewer, problemId, (em, problem) => addCoAuthor(em, { viewer, username, address, ...about(problem) })),

    async removeCoAuthor(viewer, problemId, username, address) {
      await edits.change(viewer, problemId, (em, problem) => removeCoAuthor(em, { viewer, username, address, ...about(problem) }));
      return nullIfNotFound(readProblem(db.em.fork(), viewer, { id: problemId }));
    },

    transfer: (viewer, problemId, username, address) =>
      edits.edit(viewer, problemId, async (em, problem) =>
        transferTo(em, await editorNamed(em, username), { viewer, address, ...about(problem) }),
      ),
  };
}
