import { LockMode } from "@mikro-orm/core";
import type { SignedIn } from "../../access/viewer.js";
import type { Env } from "../../config/env.js";
import { accountSecurityChanged } from "../../events/account-security-changed.event.js";
import { readConnection, type Connection, newestFirst, type ListSql, type PageArgs } from "../../graphql/pagination.js";
import { AppError, notFound } from "../../kernel/errors.js";
import { SECOND_MS } from "../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../platform/database.js";
import { announce } from "../../platform/outbox/outbox.js";
import type { Secrets } from "../../platform/secrets.js";
import type { Tokens } from "../../platform/tokens.js";
import { record } from "../audit/record.js";
import { User } from "../users/user.entity.js";
import { sessionKey, type CredentialCache } from "./account-signals.js";
import { digestOfToken, firstToken, nextToken, readToken, tokenAt, writeToken, type RefreshToken } from "./refresh-token.js";
import { Session, type SessionEnd } from "./session.entity.js";
import { viewerOf } from "./viewer-of.js";

/** Where a request comes from, as far as the network and the client tell. */
export interface Client {
  address: string;
  userAgent: string;
}

/** What someone who has signed in is given. */
export interface SignIn {
  user: User;
  /** As the account's next request would be seen. */
  viewer: SignedIn;
  accessToken: string;
  expiresAt: Date;
  refreshToken: string;
  refreshTokenExpiresAt: Date;
}

export interface SessionRow {
  id: string;
  method: string;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  isCurrent: boolean;
}

/** Sessions that have been ended in a transaction: told to the other processes once it has committed. */
export interface EndedSessions {
  userId: string;
  ids: readonly string[];
}

export interface SessionsService {
  /** Writes a session into the caller's transaction. `issue` makes its tokens once that has committed. */
  begin(em: EntityManager, user: User, method: string, client: Client): { session: Session; token: RefreshToken };
  issue(user: User, begun: { session: Session; token: RefreshToken }): Promise<SignIn>;
  /**
   * A new access token, and the refresh token after this one. A token that was used moments ago is answered with the one
   * that is valid now, so tabs may refresh side by side; one that was used before that is stolen or was, and ends the session.
   */
  refresh(refreshToken: string, client: Client): Promise<SignIn>;
  /** By its refresh token, for who has no access token any more. Does nothing when there is no such session. */
  endByToken(refreshToken: string): Promise<void>;
  /** NOT_FOUND for the session of someone else, or one that has ended. */
  end(userId: string, sessionId: string, how: SessionEnd): Promise<void>;
  /** All of an account but one, in the caller's transaction. Say `told` with the answer once that has committed. */
  endAll(em: EntityManager, userId: string, how: SessionEnd, but?: string): Promise<EndedSessions>;
  told(ended: EndedSessions): Promise<void>;
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<SessionRow>>;
}

const USER_AGENT_MAX = 400;

const COLUMNS = `s.id, s.method, s.user_agent as "userAgent", s.address, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt"`;
const NEWEST_FIRST = newestFirst<SessionRow>("s.id");

interface Dependencies {
  db: Database;
  secrets: Secrets;
  tokens: Tokens;
  cache: CredentialCache;
  env: Pick<Env, "SESSION_IDLE_SECONDS" | "SESSION_MAX_SECONDS" | "REFRESH_GRACE_SECONDS" | "REQUIRE_VERIFIED_EMAIL">;
}

export function createSessionsService({ db, secrets, tokens, cache, env }: Dependencies): SessionsService {
  const endOf = (createdAt: Date, now: Date) =>
    new Date(Math.min(now.getTime() + env.SESSION_IDLE_SECONDS * SECOND_MS, createdAt.getTime() + env.SESSION_MAX_SECONDS * SECOND_MS));
  const told = ({ userId, ids }: EndedSessions) =>
    cache.ended(
      userId,
      ids.map((id) => ({ id, key: sessionKey(id) })),
    );

  const issue = async (user: User, { session, token }: { session: Session; token: RefreshToken }): Promise<SignIn> => {
    const access = await tokens.issue({ userId: user.id, sessionId: session.id });
    return {
      user,
      viewer: { ...viewerOf({ id: user.id, role: user.role, verified: user.emailVerifiedAt !== null }, env), sessionId: session.id },
      accessToken: access.token,
      expiresAt: access.expiresAt,
      refreshToken: writeToken(token),
      refreshTokenExpiresAt: session.expiresAt,
    };
  };

  return {
    begin(em, user, method, { address, userAgent }) {
      const session = new Session();
      const token = firstToken(session.id);
      session.user = em.getReference(User, user.id, { wrapped: true });
      session.tokenDigest = digestOfToken(token);
      session.method = method;
      session.address = address;
      session.userAgent = cut(userAgent);
      session.expiresAt = endOf(session.createdAt, session.createdAt);
      em.persist(session);
      record(em, {
        actorId: user.id,
        action: "session.started",
        subject: { type: "session", id: session.id },
        address,
        details: { method },
      });
      return { session, token };
    },

    issue,

    async refresh(refreshToken, client) {
      const given = readToken(refreshToken);
      if (!given) throw refused();
      const outcome = await db.em.fork().transactional(async (transaction) => {
        const em = transaction as EntityManager;
        // The lock makes tabs that come at the same moment go one after the other.
        const session = await em.findOne(Session, { id: given.sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        const [{ now } = { now: new Date() }] = await rows<{ now: Date }>(em, "select clock_timestamp() as now");
        if (!session || session.endedAt || session.expiresAt <= now) return null;
        const user = await em.findOneOrFail(User, { id: session.user.id });
        if (user.suspendedAt) return null;
        const valid = tokenAt(secrets, given, session.generation);
        if (!valid || digestOfToken(valid) !== session.tokenDigest) return null;

        const earlier = session.generation - given.generation;
        const grace = now.getTime() - env.REFRESH_GRACE_SECONDS * SECOND_MS;
        const uses = session.recentUses.filter((usedAt) => usedAt > grace);
        if (earlier > 0) {
          if (uses[earlier - 1] !== undefined) return { user, session, token: valid, stolen: null };
          endNow(em, session, "REFRESH_TOKEN_REUSED", now);
          const entry = { actorId: null, action: "session.refresh-token-reused", subject: { type: "session", id: session.id } } as const;
          record(em, { ...entry, address: client.address });
          announce(em, accountSecurityChanged, { userId: user.id, change: "REFRESH_TOKEN_REUSED", about: session.id });
          return { stolen: { userId: user.id, ids: [session.id] } };
        }
        const token = nextToken(secrets, given);
        session.generation = token.generation;
        session.tokenDigest = digestOfToken(token);
        session.recentUses = [now.getTime(), ...uses];
        session.lastSeenAt = now;
        session.expiresAt = endOf(session.createdAt, now);
        session.address = client.address;
        session.userAgent = cut(client.userAgent);
        return { user, session, token, stolen: null };
      });
      if (outcome?.stolen) await told(outcome.stolen);
      if (!outcome || outcome.stolen) throw refused();
      return issue(outcome.user, outcome);
    },

    async endByToken(refreshToken) {
      const given = readToken(refreshToken);
      if (!given) return;
      const ended = await db.em.fork().transactional(async (transaction) => {
        const em = transaction as EntityManager;
        const session = await em.findOne(Session, { id: given.sessionId, endedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        const valid = session && tokenAt(secrets, given, session.generation);
        if (!session || !valid || digestOfToken(valid) !== session.tokenDigest) return null;
        endNow(em, session, "SIGNED_OUT", new Date());
        return { userId: session.user.id, ids: [session.id] };
      });
      if (ended) await told(ended);
    },

    async end(userId, sessionId, how) {
      await db.em.fork().transactional(async (transaction) => {
        const em = transaction as EntityManager;
        const session = await em.findOne(Session, { id: sessionId, user: userId, endedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (!session) throw notFound("session");
        endNow(em, session, how, new Date());
      });
      await told({ userId, ids: [sessionId] });
    },

    async endAll(em, userId, how, but) {
      const ended = await rows<{ id: string }>(
        em,
        `update sessions set ended_at = now(), ended_by = ? where user_id = ? and ended_at is null${but ? " and id <> ?" : ""} returning id`,
        [how, userId, ...(but ? [but] : [])],
      );
      return { userId, ids: ended.map(({ id }) => id) };
    },

    told,

    async list(em, viewer, args) {
      const list: ListSql = {
        select: COLUMNS,
        from: "from sessions s",
        conditions: [{ sql: "s.user_id = ? and s.ended_at is null and s.expires_at > now()", params: [viewer.id] }],
      };
      return readConnection(em, list, args, NEWEST_FIRST, (row) => ({ ...row, isCurrent: row.id === viewer.sessionId }));
    },
  };
}

function endNow(em: EntityManager, session: Session, how: SessionEnd, at: Date): void {
  session.endedAt = at;
  session.endedBy = how;
  if (how === "REFRESH_TOKEN_REUSED") return; // recorded by whoever found it
  record(em, { actorId: session.user.id, action: "session.ended", subject: { type: "session", id: session.id }, details: { how } });
}

/** The header may hold anything; PostgreSQL stores no NUL, which no header can carry. */
function cut(userAgent: string): string {
  return userAgent.slice(0, USER_AGENT_MAX).toWellFormed();
}

function refused(): AppError {
  return new AppError("UNAUTHENTICATED", "The refresh token is not valid (any more). Sign in again.");
}
