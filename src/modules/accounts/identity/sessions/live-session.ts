import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";

/**
 * For changes that outlive the session, such as a token or another sign-in method: the session may have ended while the
 * password or code was checked. Locks both rows in the caller's transaction, so that a concurrent end of all sessions
 * either came first and is seen here, or comes later and sees what was created.
 */
export async function expectLiveSession(em: EntityManager, { id, sessionId }: SignedIn): Promise<void> {
  await rows(em, "select 1 from users where id = ? for share", [id]);
  const alive = await rows(em, "select 1 from sessions where id = ? and ended_at is null for share", [sessionId ?? null]);
  if (alive.length === 0) throw new AppError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
}
