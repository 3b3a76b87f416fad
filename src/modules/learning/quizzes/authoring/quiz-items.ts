import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readableBanks } from "../questions/question.rows.js";
import type { QuizItemInput } from "./quiz.input.js";
import { QUIZ_LIMITS } from "./quiz-limits.js";
import type { QuizRow } from "./quiz.rows.js";

/**
 * Replaces all items in the caller's transaction, which has locked the quiz. Questions and banks must be readable for the viewer or in the
 * quiz already: co-authors keep what others added. BAD_USER_INPUT with every faulty item.
 */
export async function setItems(em: EntityManager, viewer: SignedIn, quizId: string, items: readonly QuizItemInput[]): Promise<void> {
  const readable = readableBanks(viewer);
  const found = await rows<{ id: string }>(
    em,
    `select q.id from questions q join question_banks b on b.id = q.bank_id
     where q.id = any(?::uuid[]) and (${readable.sql} or exists (select from quiz_items i where i.quiz_id = ? and i.question_id = q.id))
     union all select b.id from question_banks b
     where b.id = any(?::uuid[]) and (${readable.sql} or exists (select from quiz_items i where i.quiz_id = ? and i.bank_id = b.id))`,
    [
      idList(items.map((item) => item.questionId)),
      ...readable.params,
      quizId,
      idList(items.map((item) => item.bankId)),
      ...readable.params,
      quizId,
    ],
  );
  const known = new Set(found.map(({ id }) => id));
  const faults = items.flatMap((item, index) => faultsOf(item, `input.items.${index}`, known));
  const repeated = items.findIndex(
    (item, index) => item.questionId && items.findIndex((other) => other.questionId === item.questionId) < index,
  );
  if (repeated !== -1)
    faults.push({ field: `input.items.${repeated}.questionId`, code: "DUPLICATE", message: "This question is already in the quiz." });
  const total = items.reduce((sum, { count }) => sum + (count ?? 1), 0);
  if (total > QUIZ_LIMITS.questions) {
    faults.push({
      field: "input.items",
      code: "TOO_MANY",
      message: `A quiz has at most ${QUIZ_LIMITS.questions} questions.`,
      maximum: QUIZ_LIMITS.questions,
      actual: total,
    });
  }
  if (faults.length > 0) throw fieldErrors(faults);
  await em.execute("delete from quiz_items where quiz_id = ?", [quizId]);
  await em.execute(
    `insert into quiz_items (quiz_id, position, section, question_id, bank_id, tags, count, points)
     select ?, place, item->>'section', (item->>'questionId')::uuid, (item->>'bankId')::uuid,
       array(select jsonb_array_elements_text(item->'tags')), (item->>'count')::int, (item->>'points')::float8
     from jsonb_array_elements(?::jsonb) with ordinality as given (item, place)`,
    [
      quizId,
      JSON.stringify(
        items.map(({ section, questionId, bankId, tags, count, points }) => ({
          ...{ section: section ?? "", questionId: questionId ?? null, bankId: bankId ?? null, tags: tags ?? [] },
          ...{ count: count ?? 1, points: points ?? null },
        })),
      ),
    ],
  );
}

const idList = (ids: readonly (string | null | undefined)[]) => `{${ids.filter((id) => id != null).join(",")}}`;

function faultsOf({ questionId, bankId, tags, count }: QuizItemInput, field: string, known: ReadonlySet<string>): FieldProblem[] {
  if ((questionId == null) === (bankId == null)) {
    return [{ field, code: "INVALID_VALUE", message: "Set either `questionId` or `bankId`." }];
  }
  if (questionId != null && ((count ?? 1) !== 1 || tags?.length)) {
    return [{ field, code: "INVALID_VALUE", message: "`count` and `tags` are for draws from a bank." }];
  }
  if (known.has((questionId ?? bankId)!)) return [];
  const [name, what] = questionId != null ? ["questionId", "question"] : ["bankId", "question bank"];
  return [{ field: `${field}.${name}`, code: "UNKNOWN_VALUE", message: `There is no such ${what}.` }];
}

/** Whether item `i` can use question `q` now: the fixed one, or those of the bank with all tags. Without archived ones. */
export const IS_CANDIDATE = `q.archived_at is null and (q.id = i.question_id or (q.bank_id = i.bank_id and q.tags @> i.tags))`;

/** CONFLICT unless every item has enough questions, and solutions that wait for a deadline have one. */
export async function expectPublishable(em: EntityManager, quiz: QuizRow): Promise<void> {
  if (quiz.questionCount === 0) throw new AppError("CONFLICT", "A published quiz needs questions.");
  if (quiz.reveal === "AFTER_DEADLINE" && !quiz.dueAt) {
    throw new AppError("CONFLICT", "A published quiz that shows solutions after the deadline needs `dueAt`.");
  }
  if (quiz.opensAt && quiz.dueAt && quiz.opensAt >= quiz.dueAt) throw new AppError("CONFLICT", "`dueAt` must be after `opensAt`.");
  const [short] = await rows<{ position: number; count: number; found: number }>(
    em,
    `select i.position, i.count, (select count(*)::int from questions q where ${IS_CANDIDATE}) as found
     from quiz_items i where i.quiz_id = ? order by i.position`,
    [quiz.id],
  ).then((items) => items.filter(({ count, found }) => found < count));
  if (short) throw new AppError("CONFLICT", `Item ${short.position} needs ${short.count} questions, but ${short.found} can be drawn.`);
}
