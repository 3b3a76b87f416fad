import { rows, type EntityManager } from "../../../../platform/database/database.js";

/** Until the end of the transaction. */
export async function lockRow(em: EntityManager, table: "quizzes" | "question_banks" | "questions", id: string): Promise<void> {
  await rows(em, `select 1 from ${table} where id = ? for update`, [id]);
}
