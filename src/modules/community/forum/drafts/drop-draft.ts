import type { SignedIn } from "../../../../access/viewer.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";

/** Returns whether the viewer had such a draft. */
export async function dropDraft(em: EntityManager, viewer: SignedIn, id: string): Promise<boolean> {
  return (await rows(em, "delete from forum_drafts where id = ? and user_id = ? returning 1", [id, viewer.id])).length > 0;
}
