import { LockMode } from "@mikro-orm/core";
import type { SignedIn } from "../../../../access/viewer.js";
import type { Env } from "../../../../config/env.js";
import { accountSecurityChanged } from "../../../../events/account-security-changed.event.js";
import { readConnection, newestFirst, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Secrets } from "../../../../platform/security/secrets.js";
import type { Tokens } from "../../../../platform/security/tokens.js";
import { record } from "../../../base/audit/record.js";
import { User } from "../../../base/users/user.entity.js";
import type { CredentialCache } from "./credential-cache.js";
import { deviceOf } from "./device.js";
import { rememberDevice } from "./known-devices.js";
import { digestOfToken, firstToken, nextToken, readToken, tokenAt, writeToken, type RefreshToken } from "./refresh-token.js";
import { createSessionEnds, type SessionEnds } from "./session-ends.js";
import { Session, type SessionEnd } from "./session.entity.js";
import { LIVE_SESSION_OF, SESSION_COLUMNS, sessionShownTo, type SessionRow } from "./session.rows.js";
import { viewerOf } from "./viewer-of.js";

/** Origin of a request, as reported by the network and the client. */
export interface Client {
  address: string;
  userAgent: string;
  /** Token of an earlier session, if the client sends one. */
  refreshToken?: string | null;
}

/** Result of a successful sign-in. */
export interface IssuedSession {
  user: User;
  /** The viewer as the account's next request will have it. */
  viewer: SignedIn;
  accessToken: string;
  expiresAt: Date;
  refreshToken: string;
  refreshTokenExpiresAt: Date;
}

/** A new or refreshed session with its current refresh token. */
export interface BegunSession {
  session: Session;
  token: RefreshToken;
}

export interface SessionsService extends Omit<SessionEnds, "end"> {
  /**
   * Creates a session in the caller's transaction. Call `issue` after the commit to create its tokens. The account is
   * notified if the device is new. `organizationId`: the organization whose single sign-on it was.
   */
  begin(em: EntityManager, user: User, method: string, client: Client, organizationId?: string | null): Promise<BegunSession>;
  issue(user: User, begun: BegunSession): Promise<IssuedSession>;
  /**
   * Issues a new access token and the next refresh token. A token used within the grace period gets the current token
   * again, so that tabs can refresh concurrently. A token used longer ago counts as stolen and ends the session.
   */
  refresh(refreshToken: string, client: Client): Promise<IssuedSession>;
  /** Ends the session of a refresh token, for clients without a valid access token. Does nothing if there is no such session. */
  endByToken(refreshToken: string, address: string): Promise<void>;
  /** NOT_FOUND if the session belongs to another account or has ended. */
  end(userId: string, sessionId: string, how: SessionEnd, address: string): Promise<void>;
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<SessionRow>>;
  /** The viewer's current session; null with an API token. */
  current(em: EntityManager, viewer: SignedIn): Promise<SessionRow | null>;
}

const USER_AGENT_MAX = 400;

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
  const { end, ...ends } = createSessionEnds({ cache });

  const issue = async (user: User, { session, token }: BegunSession): Promise<IssuedSession> => {
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
    async begin(em, user, method, client, organizationId = null) {
      const { session, token } = newSession(em, user, method, client);
      session.organizationId = organizationId;
      session.expiresAt = endOf(session.createdAt, session.createdAt);
      const { address } = client;
      record(em, {
        actorId: user.id,
        action: "session.started",
        subject: { type: "session", id: session.id },
        address,
        details: { method, device: deviceOf(client.userAgent) },
      });
      // Required before rememberDevice, whose statement references the account, which may be new.
      await em.flush();
      if (await rememberDevice(em, user.id, client))
        announce(em, accountSecurityChanged, { userId: user.id, change: "NEW_SIGN_IN", about: session.id });
      return { session, token };
    },

    issue,

    async refresh(refreshToken, client) {
      const given = readToken(refreshToken);
      if (!given) throw refused();
      const outcome = await db.transaction(async (tx) => {
        // The lock serializes concurrent refreshes from several tabs.
        const session = await tx.findOne(Session, { id: given.sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        const [{ now } = { now: new Date() }] = await rows<{ now: Date }>(tx, "select clock_timestamp() as now");
        if (!session || session.endedAt || session.expiresAt <= now) return null;
        const user = await tx.findOneOrFail(User, { id: session.user.id });
        if (user.suspendedAt || user.deletedAt) return null;
        const valid = tokenAt(secrets, given, session.generation);
        if (!valid || digestOfToken(valid) !== session.tokenDigest) return null;

        const earlier = session.generation - given.generation;
        const grace = now.getTime() - env.REFRESH_GRACE_SECONDS * SECOND_MS;
        const uses = session.recentUses.filter((usedAt) => usedAt > grace);
        if (earlier > 0) {
          if (uses[earlier - 1] !== undefined) return { user, session, token: valid };
          await end(tx, session, "REFRESH_TOKEN_REUSED", client.address, now);
          announce(tx, accountSecurityChanged, { userId: user.id, change: "REFRESH_TOKEN_REUSED", about: session.id });
          return null;
        }
        const token = nextToken(secrets, given);
        session.generation = token.generation;
        session.tokenDigest = digestOfToken(token);
        session.recentUses = [now.getTime(), ...uses];
        session.lastSeenAt = now;
        session.expiresAt = endOf(session.createdAt, now);
        // A session continued from elsewhere makes that device known too.
        if (session.address !== client.address || session.userAgent !== cut(client.userAgent)) await rememberDevice(tx, user.id, client);
        session.address = client.address;
        session.userAgent = cut(client.userAgent);
        return { user, session, token };
      });
      if (!outcome) throw refused();
      return issue(outcome.user, outcome);
    },

    async endByToken(refreshToken, address) {
      const given = readToken(refreshToken);
      if (!given) return;
      await db.transaction(async (tx) => {
        const session = await tx.findOne(Session, { id: given.sessionId, endedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        const valid = session && tokenAt(secrets, given, session.generation);
        if (session && valid && digestOfToken(valid) === session.tokenDigest) await end(tx, session, "SIGNED_OUT", address);
      });
    },

    end: (userId, sessionId, how, address) =>
      db.transaction(async (tx) => {
        const session = await tx.findOne(Session, { id: sessionId, user: userId, endedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (!session) throw notFound("session");
        await end(tx, session, how, address);
      }),

    ...ends,

    async list(em, viewer, args) {
      const list: ListSql = {
        select: SESSION_COLUMNS,
        from: "from sessions s",
        conditions: [{ sql: LIVE_SESSION_OF, params: [viewer.id] }],
      };
      return readConnection(em, list, args, NEWEST_FIRST, sessionShownTo(viewer));
    },

    async current(em, { sessionId }) {
      if (!sessionId) return null;
      const [row] = await rows<SessionRow>(em, `select ${SESSION_COLUMNS} from sessions s where s.id = ?`, [sessionId]);
      return row ? { ...row, isCurrent: true } : null;
    },
  };
}

/** A new session without expiry or audit entry, which the caller adds. */
export function newSession(em: EntityManager, user: User, method: string, { address, userAgent }: Client): BegunSession {
  const session = new Session();
  const token = firstToken(session.id);
  session.user = em.getReference(User, user.id, { wrapped: true });
  session.tokenDigest = digestOfToken(token);
  session.method = method;
  session.address = address;
  session.userAgent = cut(userAgent);
  em.persist(session);
  return { session, token };
}

/** The header may contain anything but NUL, which PostgreSQL could not store. */
function cut(userAgent: string): string {
  return userAgent.slice(0, USER_AGENT_MAX).toWellFormed();
}

function refused(): AppError {
  return new AppError("UNAUTHENTICATED", "The refresh token is invalid or has expired. Sign in again.");
}
