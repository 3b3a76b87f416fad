import { rows, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { sessionKey, type CredentialCache } from "./credential-cache.js";
import type { Session, SessionEnd } from "./session.entity.js";

export type EndedSessions = readonly { id: string; userId: string }[];

/** All of them invalidate the tokens in every process and close the sockets, after the commit of the caller's transaction. */
export interface SessionEnds {
  /** Ends a session that the caller has locked, and impersonations that depend on it. */
  end(tx: Transaction, session: Session, how: SessionEnd, address: string, at?: Date): Promise<void>;
  /** Ends all sessions of an account but one, and its impersonations of others. */
  endAll(tx: Transaction, userId: string, how: SessionEnd, but?: string): Promise<EndedSessions>;
  /** Ends impersonations by the account and of it. */
  endImpersonations(tx: Transaction, userId: string, how: SessionEnd): Promise<EndedSessions>;
  /** Ends sessions that the single sign-on of an organization started: those of one account, or of all. */
  endOfOrganization(tx: Transaction, organizationId: string, userId: string | null): Promise<EndedSessions>;
  /** Repeats the effects of `endAll`, for a job whose earlier run may have died after its commit. */
  announceAgain(tx: Transaction, userId: string, how: SessionEnd): Promise<void>;
}

export function createSessionEnds({ cache }: { cache: CredentialCache }): SessionEnds {
  const announced = (tx: Transaction, ended: EndedSessions): EndedSessions => {
    for (const [userId, sessions] of Map.groupBy(ended, (session) => session.userId)) {
      cache.ended(
        tx,
        userId,
        sessions.map(({ id }) => ({ id, key: sessionKey(id) })),
      );
    }
    return ended;
  };

  return {
    async end(tx, session, how, address, at = new Date()) {
      session.endedAt = at;
      session.endedBy = how;
      const { id, user, impersonator } = session;
      const subject = { type: "session", id };
      if (impersonator) {
        const actorId = how === "REVOKED" ? user.id : impersonator.id;
        recordEndOfImpersonation(tx, { id, userId: user.id, impersonatorId: impersonator.id }, { how, actorId, address });
      } else if (how === "REFRESH_TOKEN_REUSED") {
        record(tx, { actorId: null, action: "session.refresh-token-reused", subject, address });
      } else {
        record(tx, { actorId: user.id, action: "session.ended", subject, address, details: { how } });
      }
      announced(tx, [{ id, userId: user.id }]);
      // When any session of an admin ends, all impersonations by that admin end, so that a stolen session leaves none behind.
      if (!impersonator) announced(tx, await endWhere(tx, "impersonator_id = ?", [user.id], "IMPERSONATOR_LEFT"));
    },

    async endAll(tx, userId, how, but) {
      const sql = `(user_id = ? or impersonator_id = ?)${but ? " and id <> ?" : ""}`;
      return announced(tx, await endWhere(tx, sql, [userId, userId, ...(but ? [but] : [])], how));
    },

    async endImpersonations(tx, userId, how) {
      const sql = "(user_id = ? or impersonator_id = ?) and impersonator_id is not null";
      return announced(tx, await endWhere(tx, sql, [userId, userId], how));
    },

    async endOfOrganization(tx, organizationId, userId) {
      const sql = `organization_id = ?${userId === null ? "" : " and user_id = ?"}`;
      const ended = await endWhere(tx, sql, [organizationId, ...(userId === null ? [] : [userId])], "ORGANIZATION_LEFT");
      // As when a single session ends: a session of an admin leaves no impersonation behind.
      for (const one of new Set(ended.map((session) => session.userId)))
        announced(tx, await endWhere(tx, "impersonator_id = ?", [one], "IMPERSONATOR_LEFT"));
      return announced(tx, ended);
    },

    async announceAgain(tx, userId, how) {
      const sql = `select id, user_id as "userId" from sessions where (user_id = ? or impersonator_id = ?) and ended_by = ?`;
      announced(tx, await rows(tx, sql, [userId, userId, how]));
    },
  };
}

/** Needs no announcement: their access tokens have expired. */
export async function endExpiredImpersonations(em: EntityManager): Promise<void> {
  await endWhere(em, "impersonator_id is not null and expires_at < now()", [], "EXPIRED");
}

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

/** The actor is null if the end is a side effect of something else. */
function recordEndOfImpersonation(
  em: EntityManager,
  { id, userId, impersonatorId }: { id: string; userId: string; impersonatorId: string },
  { how, actorId, address = null }: { how: SessionEnd; actorId: string | null; address?: string | null },
): void {
  const subject = { type: "user", id: userId };
  record(em, { actorId, action: "impersonation.ended", subject, address, details: { sessionId: id, impersonatorId, how } });
}
