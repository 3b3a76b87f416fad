import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { mergeAnswers, type CurrentAnswer, type SavedAnswer } from "./merge-answers.js";

/** In the caller's transaction, which has locked an OPEN attempt. Returns the positions of outdated answers. Repeating a save changes nothing. */
export async function saveAnswers(em: EntityManager, attemptId: string, answers: readonly SavedAnswer[]): Promise<number[]> {
  if (answers.length === 0) return [];
  const current = await rows<CurrentAnswer>(
    em,
    `select aq.position, aq.answer, aq.answer_version as "answerVersion", aq.shown, v.content->>'kind' as kind
     from quiz_attempt_questions aq join question_versions v on v.id = aq.version_id where aq.attempt_id = ?`,
    [attemptId],
  );
  const { changed, outdated } = mergeAnswers(current, answers, "This attempt has no such question.");
  if (changed.length > 0) {
    await em.execute(
      `update quiz_attempt_questions aq set answer = nullif(given.answer, 'null'::jsonb), answer_version = answer_version + 1,
         answered_at = clock_timestamp()
       from jsonb_to_recordset(?::jsonb) as given (position int, answer jsonb) where aq.attempt_id = ? and aq.position = given.position`,
      [JSON.stringify(changed), attemptId],
    );
    await em.execute("update quiz_attempts set revision = revision + 1 where id = ?", [attemptId]);
  }
  return outdated;
}
