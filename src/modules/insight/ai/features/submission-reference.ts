import { rows, type EntityManager } from "../../../../platform/database/database.js";

export interface SubmissionReference {
  problemId: string;
  language: string;
  source: string;
}

/** Checks no permission: for a request that has been checked. Throws if the submission is gone or its account deleted. */
export async function submissionOf(em: EntityManager, id: string | null): Promise<SubmissionReference> {
  const sql = `select problem_id as "problemId", language, source from submissions where id = ? and source is not null`;
  const [found] = await rows<SubmissionReference>(em, sql, [id]);
  if (!found) throw new Error("The submission of an AI request is gone.");
  return found;
}
