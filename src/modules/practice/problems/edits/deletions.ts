import { mayChooseCoAuthors } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { rows, violatedReference } from "../../../../platform/database/database.js";
import type { TopicsService } from "../../topics/topics.service.js";
import { noteOnProblem, type ProblemEdits } from "../authors/problem-access.js";

export interface Deletions {
  /** For the author and admins. CONFLICT if the problem was ever published or has submissions. */
  deleteProblem(viewer: SignedIn, id: string, address: string): Promise<void>;
  /** CONFLICT if the topic contains problems or other topics. */
  deleteTopic(viewer: SignedIn, id: string, address: string): Promise<void>;
}

/**
 * Revisions, tests, builds and co-authors cascade with the problem's row. The sweeper removes test objects: they are
 * content-addressed, so other problems may share them.
 */
export function createDeletions({ topics, edits }: { topics: TopicsService; edits: ProblemEdits }): Deletions {
  return {
    async deleteProblem(viewer, id, address) {
      const removing = edits.change(viewer, id, async (em, problem) => {
        if (!mayChooseCoAuthors(viewer, { authorId: problem.author.id, organizationId: problem.organization?.id ?? null })) {
          throw new AppError("FORBIDDEN", "Only the problem's owner and admins may delete it.");
        }
        if (problem.publishedAt !== null) {
          throw new AppError("CONFLICT", "This problem has been published and cannot be deleted. Archive it instead.");
        }
        noteOnProblem(em, "problem.deleted", problem, viewer, address, { slug: problem.slug });
        // The foreign key of submissions blocks the deletion, even for submissions created concurrently.
        em.remove(problem);
      });
      await removing.catch((error: unknown) => {
        if (violatedReference(error) === null) throw error;
        throw new AppError("CONFLICT", "This problem has submissions and cannot be deleted. Archive it instead.");
      });
    },

    deleteTopic: (viewer, id, address) =>
      topics.delete(viewer, id, address, async (em) => {
        const [found] = await rows<{ count: number; slugs: string[] }>(
          em,
          `select count(*)::int as count, (array_agg(p.slug order by p.slug))[1:${NAMED}] as slugs
           from problem_topics pt join problems p on p.id = pt.problem_id where pt.topic_id = ?`,
          [id],
        );
        const { count, slugs } = found!;
        if (count === 0) return;
        const more = count > NAMED ? ` and ${count - NAMED} more` : "";
        throw new AppError("CONFLICT", `This topic has problems: ${slugs.join(", ")}${more}. Remove them from it first.`);
      }),
  };
}

/** Maximum number of problems listed in the error. */
const NAMED = 5;
