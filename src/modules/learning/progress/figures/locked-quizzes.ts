import type { Viewer } from "../../../../access/viewer.js";
import { rows } from "../../../../platform/database/database.js";
import { lockedLessons } from "../../content/lessons/lesson.rows.js";
import type { QuizQuestion } from "../../quizzes/authoring/quiz-locks.js";

/**
 * Quizzes `z` that are in lessons of their own authors, each of which is locked for the viewer. A lesson that was published once still counts, so
 * archiving a premium track opens nothing. Lessons of others neither lock a quiz nor open it.
 */
export function lockedQuiz(viewer: Viewer): { sql: string; params: readonly unknown[] } {
  const locked = lockedLessons(viewer);
  if (locked.sql === "false") return locked;
  return {
    sql: `exists (select from lesson_blocks b join lessons l on l.id = b.lesson_id join tracks t on t.id = l.track_id
      where b.quiz_id = z.id and l.published_at is not null and t.published_at is not null
        and (t.author_id = z.owner_id or exists (select from quiz_co_authors c where c.quiz_id = z.id and c.user_id = t.author_id))
      group by b.quiz_id having bool_and(${locked.sql}))`,
    params: locked.params,
  };
}

/** Those of the ids. */
export const lockedQuizzes: QuizQuestion = async (em, viewer, quizIds) => {
  const { sql, params } = lockedQuiz(viewer);
  if (sql === "false") return [];
  const found = await rows<{ id: string }>(em, `select z.id from quizzes z where z.id in (?) and ${sql}`, [quizIds, ...params]);
  return found.map(({ id }) => id);
};
