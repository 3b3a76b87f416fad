import { notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { AiRequest } from "./ai-request.entity.js";

export type AiRequestRow = Pick<
  AiRequest,
  | "id"
  | "kind"
  | "subjectId"
  | "level"
  | "status"
  | "failure"
  | "provider"
  | "model"
  | "isModel"
  | "fromCache"
  | "text"
  | "answer"
  | "promptTokens"
  | "completionTokens"
  | "costMicros"
  | "attempt"
  | "createdAt"
  | "finishedAt"
> & { userId: string };

export const AI_REQUEST_COLUMNS = `a.id, a.user_id as "userId", a.kind, a.subject_id as "subjectId", a.level, a.status, a.failure, a.provider, a.model,
  a.is_model as "isModel", a.from_cache as "fromCache", a.text, a.answer, a.prompt_tokens as "promptTokens",
  a.completion_tokens as "completionTokens", a.cost_micros as "costMicros", a.attempt, a.created_at as "createdAt", a.finished_at as "finishedAt"`;

export async function findAiRequest(em: EntityManager, id: string): Promise<AiRequestRow | undefined> {
  return (await rows<AiRequestRow>(em, `select ${AI_REQUEST_COLUMNS} from ai_requests a where a.id = ?`, [id]))[0];
}

/** NOT_FOUND for requests of others, also for admins. */
export async function readAiRequest(em: EntityManager, viewer: SignedIn, id: string): Promise<AiRequestRow> {
  const row = isId(id) ? await findAiRequest(em, id) : undefined;
  if (row?.userId !== viewer.id) throw notFound("AI request");
  return row;
}
