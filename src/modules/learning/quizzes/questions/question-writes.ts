import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { violatedReference, type EntityManager } from "../../../../platform/database/database.js";
import type { QuestionContent } from "./question.js";

export const addVersion = (em: EntityManager, viewer: SignedIn, questionId: string, number: number, content: QuestionContent) =>
  em.execute("insert into question_versions (id, question_id, number, content, author_id) values (?, ?, ?, ?::jsonb, ?)", [
    newId(),
    questionId,
    number,
    JSON.stringify(content),
    viewer.id,
  ]);

/** Tags as a parameter for TAGS, which turns them into an array. */
export const jsonTags = (content: QuestionContent) => JSON.stringify(content.tags);
export const TAGS = "array(select jsonb_array_elements_text(?::jsonb))";

/** CONFLICT with this message if other rows refer to the removed one. */
export async function referenced(message: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw violatedReference(error) ? new AppError("CONFLICT", message) : error;
  }
}
