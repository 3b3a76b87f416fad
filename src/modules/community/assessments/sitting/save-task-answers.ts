import { isDeepStrictEqual } from "node:util";
import { badInput } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { Answer } from "../../../learning/quizzes/attempts/answer.js";
import { storedAnswer, type GivenAnswer } from "../../../learning/quizzes/attempts/given-answer.js";
import type { Shown } from "../../../learning/quizzes/attempts/shown-question.js";
import type { QuestionKind } from "../../../learning/quizzes/questions/question.js";

export interface SavedTaskAnswer extends GivenAnswer {
  position: number;
  expectedVersion: number;
}

interface Current {
  position: number;
  answer: Answer | null;
  answerVersion: number;
  shown: Shown;
  kind: QuestionKind;
}

/**
 * In the caller's transaction, which has locked an open sitting. An answer replaces the stored one only if the client has seen that one. Returns
 * the positions of those that another tab has changed. Repeating a save changes nothing.
 */
export async function saveTaskAnswers(
  em: EntityManager,
  { sittingId, task, answers }: { sittingId: string; task: number; answers: readonly SavedTaskAnswer[] },
): Promise<number[]> {
  const current = await rows<Current>(
    em,
    `select w.position, w.answer, w.answer_version as "answerVersion", w.shown, v.content->>'kind' as kind
     from assessment_answers w join question_versions v on v.id = w.version_id where w.sitting_id = ? and w.task = ?`,
    [sittingId, task],
  );
  if (current.length === 0) throw badInput("input.position", "Your assessment has no such quiz.", "UNKNOWN_VALUE");
  const byPosition = new Map(current.map((one) => [one.position, one]));
  const outdated: number[] = [];
  const changed = new Map<number, Answer | null>();
  for (const [index, { position, expectedVersion, ...given }] of answers.entries()) {
    const path = `input.answers.${index}`;
    const stored = byPosition.get(position);
    if (!stored) throw badInput(`${path}.position`, "This quiz has no such question.", "UNKNOWN_VALUE");
    const answer = storedAnswer(stored.kind, stored.shown, given, path);
    if (isDeepStrictEqual(answer, stored.answer)) continue;
    if (stored.answerVersion !== expectedVersion) outdated.push(position);
    else changed.set(position, answer);
  }
  if (changed.size > 0) {
    await em.execute(
      `update assessment_answers w set answer = nullif(given.answer, 'null'::jsonb), answer_version = answer_version + 1, answered_at = clock_timestamp()
       from jsonb_to_recordset(?::jsonb) as given (position int, answer jsonb) where w.sitting_id = ? and w.task = ? and w.position = given.position`,
      [JSON.stringify([...changed].map(([position, answer]) => ({ position, answer }))), sittingId, task],
    );
    await em.execute("update assessment_sittings set revision = revision + 1 where id = ?", [sittingId]);
  }
  return outdated;
}
