import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { AiMessage } from "../../../../platform/ai/provider.js";
import { rows } from "../../../../platform/database/database.js";
import { messagesOf, storedPrompt } from "../prompt/prompt.js";
import { AI_REQUEST_COLUMNS, type AiRequestRow } from "./ai-request.rows.js";

/** By request. Checks no permission: an AiRequest is only ever given to its owner. */
export const sentOfRequest: LoaderFactory<string, AiMessage[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; prompt: unknown }>(em, "select id, prompt from ai_requests where id in (?)", [ids]);
    const byId = new Map(found.map(({ id, prompt }) => [id, messagesOf(storedPrompt.parse(prompt))]));
    return ids.map((id) => byId.get(id) ?? []);
  });

/** By submission: the viewer's newest review of it that is finished. */
export const reviewOfSubmission: LoaderFactory<string, AiRequestRow | null> = ({ em, signedIn }) =>
  new DataLoader(async (submissionIds) => {
    const found = await rows<AiRequestRow>(
      em,
      `select distinct on (a.subject_id) ${AI_REQUEST_COLUMNS} from ai_requests a
       where a.subject_id in (?) and a.kind = 'REVIEW' and a.user_id = ? and a.status = 'FINISHED' order by a.subject_id, a.id desc`,
      [submissionIds, signedIn.id],
    );
    const bySubmission = new Map(found.map((row) => [row.subjectId, row]));
    return submissionIds.map((id) => bySubmission.get(id) ?? null);
  });
