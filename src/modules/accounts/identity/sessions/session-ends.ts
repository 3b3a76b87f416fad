import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { sessionKey, type CredentialCache } from "./credential-cache.js";
import type { Session, SessionEnd } from "./session.entity.js";

/** Sessions ended in a transaction; announced to other processes after the commit. */
export type EndedSessions = readonly { id: string; userId: string }[];

/** Ends active sessions, in the caller's transaction. Writes an audit entry for each impersonation. */
async function endWhere(em: EntityManager, sql: string, params: readonly unknown[], how: SessionEnd): Promise<EndedSessions> {
  const ended = await rows<{ id: string; userId: string; impersonatorId: string | null }>(
    em,
    `update sessions set ended_at = now(), ended_by = ? where ended_at is null and ${sql}
     returning id, user_id as "userId", impersonator_id as "impersonatorId"`,
    [how, ...params],
  );
  for (const { id, userId, impersonatorId } of ended)
    if (impersonatorId) recordEndOfImpersonation(em, { id, userId, impersonatorId }, { how, actorId: null });
  return ended;
}

/** Ends all sessions of an account but one, and its impersonations of others, in the caller's transaction. */
export function endAll(em: EntityManager, userId: string, how: SessionEnd, but?: string): Promise<EndedSessions> {
  return endWhere(em, `(user_id = ? or impersonator_id = ?)${but ? " and id <> ?" : ""}`, [userId, userId, ...(but ? [but] : [])], how);
}

/** Ends impersonations by the account and of it, in the caller's transaction. Call `tellOfEnded` with the result after the commit. */
export function endImpersonations(em: EntityManager, userId: string, how: SessionEnd): Promise<EndedSessions> {
  return endWhere(em, "(user_id = ? or impersonator_id = ?) and impersonator_id is not null", [userId, userId], how);
}

/** Needs no announcement: their access tokens have expired. */
export async function endExpiredImpersonations(em: EntityManager): Promise<void> {
  await endWhere(em, "impersonator_id is not null and expires_at < now()", [], "EXPIRED");
}

/** When any session of an admin ends, all impersonations by that admin end, so that a stolen session leaves none behind. */
export async function endThoseBegunBy(em: EntityManager, { user, impersonator }: Session): Promise<EndedSessions> {
  return impersonator ? [] : endWhere(em, "impersonator_id = ?", [user.id], "IMPERSONATOR_LEFT");
}

/** Call after the commit: invalidates tokens in every process and closes sockets. */
export async function tellOfEnded(cache: CredentialCache, ended: EndedSessions): Promise<void> {
  const byUser = Map.groupBy(ended, ({ userId }) => userId);
  const keyed = (sessions: EndedSessions) => sessions.map(({ id }) => ({ id, key: sessionKey(id) }));
  await Promise.all([...byUser].map(([userId, sessions]) => cache.ended(userId, keyed(sessions))));
}

/** Ends a session that the caller has locked. */
export function endNow(em: EntityManager, session: Session, how: SessionEnd, at: Date, address: string | null = null): void {
  session.endedAt = at;
  session.endedBy = how;
  if (how === "REFRESH_TOKEN_REUSED") return; // the caller records it
  const { id, user, impersonator } = session;
  if (impersonator) {
    const actorId = how === "REVOKED" ? user.id : impersonator.id;
    return recordEndOfImpersonation(em, { id, userId: user.id, impersonatorId: impersonator.id }, { how, actorId, address });
  }
  record(em, { actorId: user.id, action: "session.ended", subject: { type: "session", id }, address, details: { how } });
}

/** The actor is null if the end is a side effect of something else. */
function recordEndOfImpersonation(
  em: EntityManager,
  { id, userId, impersonatorId }: { id: string; userId: string; impersonatorId: string },
  { how, actorId, address = null }: { how: SessionEnd; actorId: string | null; address?: string | null },
): void {
  const subject = { type: "user", id: userId };
  record(em, { actorId, action: "impersonation.ended", subject, address, details: { sessionId: id, impersonatorId, how } });
}
