import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";

/**
 * For what stays with the account when the session is gone: a token, another way in. The session may have ended while the
 * password or the code was looked at. Both rows are held in the caller's transaction, so whatever ends sessions to put
 * someone out either came first and is seen here, or comes after and sees what was made.
 */
export async function expectLiveSession(em: EntityManager, { id, sessionId }: SignedIn): Promise<void> {
  await rows(em, "select 1 from users where id = ? for share", [id]);
  const alive = await rows(em, "select 1 from sessions where id = ? and ended_at is null for share", [sessionId ?? null]);
  if (alive.length === 0) throw new AppError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
}
