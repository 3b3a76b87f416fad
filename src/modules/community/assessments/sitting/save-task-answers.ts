import { badInput } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { mergeAnswers, type CurrentAnswer, type SavedAnswer } from "../../../learning/quizzes/attempts/merge-answers.js";

/** In the caller's transaction, which has locked an open sitting. Returns the positions of outdated answers. Repeating a save changes nothing. */
export async function saveTaskAnswers(
  em: EntityManager,
  { sittingId, task, answers }: { sittingId: string; task: number; answers: readonly SavedAnswer[] },
): Promise<number[]> {
  const current = await rows<CurrentAnswer>(
    em,
    `select w.position, w.answer, w.answer_version as "answerVersion", w.shown, v.content->>'kind' as kind
     from assessment_answers w join question_versions v on v.id = w.version_id where w.sitting_id = ? and w.task = ?`,
    [sittingId, task],
  );
  if (current.length === 0) throw badInput("input.position", "Your assessment has no such quiz.", "UNKNOWN_VALUE");
  const { changed, outdated } = mergeAnswers(current, answers, "This quiz has no such question.");
  if (changed.length > 0) {
    await em.execute(
      `update assessment_answers w set answer = nullif(given.answer, 'null'::jsonb), answer_version = answer_version + 1, answered_at = clock_timestamp()
       from jsonb_to_recordset(?::jsonb) as given (position int, answer jsonb) where w.sitting_id = ? and w.task = ? and w.position = given.position`,
      [JSON.stringify(changed), sittingId, task],
    );
    await em.execute("update assessment_sittings set revision = revision + 1 where id = ?", [sittingId]);
  }
  return outdated;
}
