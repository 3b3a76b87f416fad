import { mayImpersonate } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { accountSecurityChanged } from "../../../../events/account-security-changed.event.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Tokens } from "../../../../platform/security/tokens.js";
import { record, recordNow } from "../../../base/audit/record.js";
import { User } from "../../../base/users/user.entity.js";
import { IMPERSONATION_MS } from "./credential-cache.js";
import { Session } from "./session.entity.js";
import { newSession, type Client, type SessionsService } from "./sessions.service.js";

export interface ImpersonationBegun {
  accessToken: string;
  expiresAt: Date;
  sessionId: string;
  user: User;
}

export interface ImpersonationService {
  /**
   * Creates a session in which an admin acts as an account of lower rank, with a single access token and no refresh. The
   * account is notified. Ends early if a session of the admin ends, or if the role of either changes.
   */
  begin(viewer: SignedIn, of: { userId: string; reason: string }, client: Client): Promise<ImpersonationBegun>;
  /** Ends an impersonation started by the viewer, or the current one. Returns its session id. CONFLICT, NOT_FOUND. */
  end(viewer: SignedIn, sessionId: string | null, address: string): Promise<string>;
}

/** Audits each mutation of an impersonation, successful or not: most mutations have no audit entry of their own. */
export function recordActing(db: Database, { id }: SignedIn, mutation: string, address: string): Promise<void> {
  return recordNow(db, { actorId: id, action: "impersonation.acted", subject: { type: "user", id }, address, details: { mutation } });
}

interface Dependencies {
  db: Database;
  tokens: Tokens;
  sessions: SessionsService;
}

export function createImpersonationService({ db, tokens, sessions }: Dependencies): ImpersonationService {
  return {
    async begin(viewer, { userId, reason }, client) {
      const { user, session } = await db.transaction(async (em) => {
        // The policy decision must still hold at the commit: the lock makes role changes and suspensions wait.
        await rows(em, "select id from users where id in (?) order by id for share", [[viewer.id, userId]]);
        const [admin, user] = await Promise.all([em.findOne(User, { id: viewer.id }), em.findOne(User, { id: userId, deletedAt: null })]);
        if (!user) throw notFound("account");
        if (!admin || admin.suspendedAt || !mayImpersonate({ ...viewer, role: admin.role }, user))
          throw new AppError("FORBIDDEN", "You can only impersonate accounts with a lower role than yours.");
        if (user.suspendedAt) throw new AppError("CONFLICT", "This account is suspended and cannot be impersonated.");
        // The admin's session may have ended concurrently, which would have ended the impersonation too.
        const alive = await rows(em, "select id from sessions where id = ? and ended_at is null for share", [viewer.sessionId]);
        if (alive.length === 0) throw new AppError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
        const { session } = newSession(em, user, "IMPERSONATION", client);
        session.impersonator = em.getReference(User, viewer.id, { wrapped: true });
        session.expiresAt = new Date(session.createdAt.getTime() + IMPERSONATION_MS);
        const details = { reason, sessionId: session.id, expiresAt: session.expiresAt };
        const subject = { type: "user", id: userId };
        record(em, { actorId: viewer.id, action: "impersonation.started", subject, address: client.address, details });
        announce(em, accountSecurityChanged, { userId, change: "IMPERSONATED", about: session.id });
        return { user, session };
      });
      const { token, expiresAt } = await tokens.issue({ userId, sessionId: session.id, expiresAt: session.expiresAt });
      return { accessToken: token, expiresAt, sessionId: session.id, user };
    },

    async end(viewer, sessionId, address) {
      if (sessionId === null || sessionId === viewer.sessionId) {
        if (!viewer.impersonatorId)
          throw new AppError("CONFLICT", "This session is not an impersonation. Use `logout` to end your own session.");
        await sessions.end(viewer.id, viewer.sessionId!, "SIGNED_OUT", address);
        return viewer.sessionId!;
      }
      const begun = await db.em.fork().findOne(Session, { id: sessionId, impersonator: viewer.id });
      if (!begun) throw notFound("impersonation");
      await sessions.end(begun.user.id, sessionId, "SIGNED_OUT", address);
      return sessionId;
    },
  };
}
