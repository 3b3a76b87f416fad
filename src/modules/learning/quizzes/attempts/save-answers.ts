import { isDeepStrictEqual } from "node:util";
import { badInput } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { QuestionKind } from "../questions/question.js";
import type { Answer } from "./answer.js";
import { storedAnswer, type GivenAnswer } from "./given-answer.js";
import type { Shown } from "./shown-question.js";

export interface SavedAnswer extends GivenAnswer {
  position: number;
  /** Version of the answer that the client has seen; 0 if it has seen none. */
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
 * In the caller's transaction, which has locked an OPEN attempt. An answer replaces the stored one only if the client has seen that one:
 * otherwise another tab or device has saved a newer one. Returns the positions of such answers. Repeating a save changes nothing.
 */
export async function saveAnswers(em: EntityManager, attemptId: string, answers: readonly SavedAnswer[]): Promise<number[]> {
  if (answers.length === 0) return [];
  const current = await rows<Current>(
    em,
    `select aq.position, aq.answer, aq.answer_version as "answerVersion", aq.shown, v.content->>'kind' as kind
     from quiz_attempt_questions aq join question_versions v on v.id = aq.version_id where aq.attempt_id = ?`,
    [attemptId],
  );
  const byPosition = new Map(current.map((one) => [one.position, one]));
  const outdated: number[] = [];
  const changed: { position: number; answer: Answer | null }[] = [];
  for (const [index, { position, expectedVersion, ...given }] of answers.entries()) {
    const path = `input.answers.${index}`;
    const stored = byPosition.get(position);
    if (!stored) throw badInput(`${path}.position`, "This attempt has no such question.", "UNKNOWN_VALUE");
    const answer = storedAnswer(stored.kind, stored.shown, given, path);
    if (isDeepStrictEqual(answer, stored.answer)) continue;
    if (stored.answerVersion !== expectedVersion) outdated.push(position);
    else changed.push({ position, answer });
  }
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
