import * as z from "zod";
import { isScope } from "../../../../access/scopes.js";
import { ORGANIZATION_ROLES, ROLES, type SignedIn } from "../../../../access/viewer.js";
import { contract, readJson, type PayloadOf } from "../../../../kernel/contract.js";
import type { TokenFault } from "../../../../kernel/errors.js";
import { id } from "../../../../kernel/schemas.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { prepared } from "../../../../platform/database/prepared.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { heldBy, heldEntitlement } from "../../../base/entitlements/entitlement.rows.js";
import { digestOf } from "../../../../platform/security/secrets.js";
import type { Tokens } from "../../../../platform/security/tokens.js";
import { apiTokenKey, ENDED, sessionKey, userKey, type CredentialCache } from "./credential-cache.js";
import { API_TOKEN_FORM } from "../api-tokens/api-tokens.service.js";
import { viewerOf } from "./viewer-of.js";

/** The credential that authenticated a request. */
export interface Credential {
  /** Id of the session or API token. */
  id: string;
  userId: string;
  expiresAt: Date;
}

export interface Authenticated {
  viewer: SignedIn;
  credential: Credential;
}

export interface Authenticator {
  /**
   * Resolves an `Authorization` header to a viewer, or to the reason why it is not accepted. Null without a header; an
   * empty one, which clients send before they have a token, counts as none. Costs one signature check and one Redis read;
   * every 30 s, or without Redis, one PostgreSQL statement instead. Rejects if both are unreachable.
   */
  authenticate(authorization: string | undefined): Promise<Authenticated | TokenFault | null>;
  /** The given sessions and API tokens that are no longer valid, read from PostgreSQL. */
  ended(credentialIds: readonly string[]): Promise<Set<string>>;
}

const membership = z.object({ organizationId: id, role: z.enum(ORGANIZATION_ROLES) });
export const cachedAccount = contract(
  "cached account",
  z.object({
    role: z.enum(ROLES),
    verified: z.boolean(),
    memberships: z.array(membership),
    entitlements: z.array(heldEntitlement),
  }),
);
type Account = PayloadOf<typeof cachedAccount>;

export const cachedApiToken = contract(
  "cached API token",
  z.object({
    id,
    userId: id,
    scopes: z.array(z.string()).transform((names) => names.filter(isScope)),
    /** Unix milliseconds. */
    expiresAt: z.number(),
  }),
);
type ApiTokenFacts = PayloadOf<typeof cachedApiToken>;

type AccountRow = Account & { userId: string; suspended: boolean };
type SessionFacts = AccountRow & { impersonatorId: string | null; alive: boolean; idle: boolean };
type TokenFacts = AccountRow & { id: string; scopes: string[]; expiresAt: Date; revoked: boolean; expired: boolean; idle: boolean };

const accountSql = (memberships: string) =>
  `u.id as "userId", u.role, u.email_verified_at is not null as verified, u.suspended_at is not null or u.deleted_at is not null as suspended,
   ${memberships} as memberships, ${heldBy("u.id", memberships)} as entitlements`;

interface Dependencies {
  db: Database;
  tokens: Tokens;
  cache: CredentialCache;
  env: { REQUIRE_VERIFIED_EMAIL: boolean };
  log: Logger;
  /** SQL expression: see Module.memberships. */
  memberships: string;
}

export function createAuthenticator({ db, tokens, cache, env, log, memberships }: Dependencies): Authenticator {
  const ACCOUNT = accountSql(memberships);
  const BY_SESSION = `select ${ACCOUNT}, s.impersonator_id as "impersonatorId", s.ended_at is null and s.expires_at > now() as alive, s.last_seen_at < now() - interval '5 minutes' as idle
    from sessions s join users u on u.id = s.user_id where s.id = ? and u.id = ?`;
  const BY_API_TOKEN = `select ${ACCOUNT}, t.id, t.scopes, t.expires_at as "expiresAt", t.revoked_at is not null as revoked, t.expires_at <= now() as expired,
      t.last_used_at is null or t.last_used_at < now() - interval '1 minute' as idle
    from api_tokens t join users u on u.id = t.user_id where t.digest = ?`;
  const query = <T extends object>(sql: string, params: unknown[]) => rows<T>(db.em.fork(), sql, params);
  /** Best effort: a failure to record the last use must not fail the request. */
  const note = (sql: string, id: string) =>
    void query(sql, [id]).catch((error: unknown) => log.warn({ err: error }, "last use not recorded"));

  const keepAccount = ({ userId, suspended, ...account }: AccountRow) => {
    const { role, verified, memberships: joined, entitlements } = account;
    return cache.fill(
      userKey(userId),
      suspended ? ENDED : JSON.stringify({ role, verified, memberships: joined, entitlements } satisfies Account),
    );
  };

  return {
    async authenticate(authorization) {
      if (!authorization) return null;
      const [scheme, token, ...more] = authorization.split(" ");
      if (scheme?.toLowerCase() !== "bearer" || !token || more.length > 0) return "INVALID";
      return API_TOKEN_FORM.test(token) ? byApiToken(token) : bySession(token);
    },

    async ended(credentialIds) {
      if (credentialIds.length === 0) return new Set();
      const alive = await query<{ id: string }>(
        `select s.id from sessions s join users u on u.id = s.user_id
         where s.id in (?) and s.ended_at is null and s.expires_at > now() and u.suspended_at is null and u.deleted_at is null
         union all
         select t.id from api_tokens t join users u on u.id = t.user_id
         where t.id in (?) and t.revoked_at is null and t.expires_at > now() and u.suspended_at is null and u.deleted_at is null`,
        [credentialIds, credentialIds],
      );
      const ended = new Set(credentialIds);
      for (const { id } of alive) ended.delete(id);
      return ended;
    },
  };

  async function bySession(token: string): Promise<Authenticated | TokenFault> {
    const claims = await tokens.verify(token);
    if (typeof claims === "string") return claims;
    const { userId, sessionId, expiresAt } = claims;
    const credential = { id: sessionId, userId, expiresAt };
    const [session, known] = await cache.read(sessionKey(sessionId), userKey(userId));
    if (session === ENDED || known === ENDED) return "ENDED";
    const account = known === undefined ? null : readJson(cachedAccount, known);
    const remembered = session === undefined ? null : readSession(session);
    if (remembered?.userId === userId && account)
      return { viewer: viewerIn(sessionId, remembered.impersonatorId, { id: userId, ...account }), credential };

    const [row] = await prepared<SessionFacts>(db.em, BY_SESSION, [sessionId, userId]);
    if (!row) return "ENDED";
    cache.fill(sessionKey(sessionId), row.alive ? sessionText(row) : ENDED);
    keepAccount(row);
    if (!row.alive || row.suspended) return "ENDED";
    if (row.idle) note("update sessions set last_seen_at = now() where id = ?", sessionId);
    return { viewer: viewerIn(sessionId, row.impersonatorId, { ...row, id: userId }), credential };
  }

  function viewerIn(sessionId: string, impersonatorId: string | null, account: Account & { id: string }): SignedIn {
    return { ...viewerOf(account, env), sessionId, ...(impersonatorId ? { impersonatorId } : {}) };
  }

  async function byApiToken(token: string): Promise<Authenticated | TokenFault> {
    const digest = digestOf(token);
    const [known] = await cache.read(apiTokenKey(digest));
    if (known === ENDED) return "ENDED";
    const kept = known === undefined ? null : readJson(cachedApiToken, known);
    if (kept) {
      const [user] = await cache.read(userKey(kept.userId));
      if (user === ENDED) return "ENDED";
      if (kept.expiresAt <= Date.now()) return "EXPIRED";
      const account = user === undefined ? null : readJson(cachedAccount, user);
      if (account) return byFacts(kept, account);
    }
    const [row] = await prepared<TokenFacts>(db.em, BY_API_TOKEN, [digest]);
    if (!row) return "INVALID";
    if (row.revoked) return "ENDED";
    if (row.expired) return "EXPIRED";
    const facts = { id: row.id, userId: row.userId, scopes: row.scopes.filter(isScope), expiresAt: row.expiresAt.getTime() };
    cache.fill(apiTokenKey(digest), JSON.stringify(facts satisfies ApiTokenFacts));
    keepAccount(row);
    if (row.suspended) return "ENDED";
    if (row.idle) note("update api_tokens set last_used_at = now() where id = ?", row.id);
    return byFacts(facts, row);
  }

  function byFacts({ id, userId, scopes, expiresAt }: ApiTokenFacts, account: Account): Authenticated {
    return {
      viewer: { ...viewerOf({ ...account, id: userId }, env), scopes },
      credential: { id, userId, expiresAt: new Date(expiresAt) },
    };
  }
}

/** Cached text of a session: its user and, if any, the impersonating admin. */
function sessionText({ userId, impersonatorId }: { userId: string; impersonatorId: string | null }): string {
  return impersonatorId ? `${userId} ${impersonatorId}` : userId;
}

function readSession(text: string): { userId: string; impersonatorId: string | null } {
  const [userId = "", impersonatorId = null] = text.split(" ");
  return { userId, impersonatorId };
}
