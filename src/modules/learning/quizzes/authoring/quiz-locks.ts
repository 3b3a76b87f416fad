/** Which quizzes need a purchase. Modules above know where a quiz is used: lessons of premium tracks lock it, and others open it again. */
import DataLoader from "dataloader";
import { mayEditQuiz } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import type { QuizRow } from "./quiz.rows.js";

/** Those of the ids that it knows something about. At most one statement. */
export type QuizQuestion = (em: EntityManager, viewer: Viewer, quizIds: readonly string[]) => Promise<readonly string[]>;

export interface QuizLocks {
  /** Called by a module that uses quizzes: those that the viewer would meet only in what is locked. */
  lockedBy(read: QuizQuestion): void;
  /** Called by a module that uses quizzes: those that the viewer may attempt whatever locks them. */
  openedBy(read: QuizQuestion): void;
  /** Whether the viewer may not attempt it without a purchase. Never for its editors. */
  ofQuiz: LoaderFactory<QuizRow, boolean>;
  isLocked(em: EntityManager, viewer: Viewer, quiz: QuizRow): Promise<boolean>;
}

export function createQuizLocks(): QuizLocks {
  const [locking, opening]: [QuizQuestion[], QuizQuestion[]] = [[], []];
  const ask = async (all: readonly QuizQuestion[], em: EntityManager, viewer: Viewer, ids: readonly string[]) => {
    const known = new Set<string>();
    for (const read of ids.length === 0 ? [] : all) for (const id of await read(em, viewer, ids)) known.add(id);
    return known;
  };
  const lockedAmong = async (em: EntityManager, viewer: Viewer, quizzes: readonly QuizRow[]) => {
    const others = quizzes.filter((quiz) => !mayEditQuiz(viewer, quiz)).map(({ id }) => id);
    const locked = await ask(locking, em, viewer, others);
    for (const id of await ask(opening, em, viewer, [...locked])) locked.delete(id);
    return locked;
  };
  return {
    lockedBy: (read) => void locking.push(read),
    openedBy: (read) => void opening.push(read),
    ofQuiz: ({ em, viewer }) =>
      new DataLoader(
        async (quizzes) => {
          const locked = await lockedAmong(em, viewer, quizzes);
          return quizzes.map(({ id }) => locked.has(id));
        },
        { cacheKeyFn: ({ id }) => id as never },
      ),
    isLocked: async (em, viewer, quiz) => (await lockedAmong(em, viewer, [quiz])).has(quiz.id),
  };
}
