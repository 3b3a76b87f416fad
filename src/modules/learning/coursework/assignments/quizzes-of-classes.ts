import { rows } from "../../../../platform/database/database.js";
import type { QuizQuestion } from "../../quizzes/authoring/quiz-locks.js";
import { FROM_ASSIGNMENTS, visibleAssignments } from "./assignment.rows.js";

/** Quizzes that a class of the viewer has as work, given by an instructor of the class who is the quiz's owner or a co-author. */
export const quizzesOfClasses: QuizQuestion = async (em, viewer, quizIds) => {
  if (!viewer) return [];
  const found = await rows<{ id: string }>(
    em,
    `select distinct z.id ${FROM_ASSIGNMENTS} join quizzes z on z.id = a.quiz_id
     where z.id in (?) and ${visibleAssignments(viewer)} and exists (select from class_members i
       where i.class_id = a.class_id and i.role = 'INSTRUCTOR'
         and (i.user_id = z.owner_id or exists (select from quiz_co_authors co where co.quiz_id = z.id and co.user_id = i.user_id)))`,
    [viewer.id, quizIds],
  );
  return found.map(({ id }) => id);
};
