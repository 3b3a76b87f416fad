import { randomBytes } from "node:crypto";
import type { Scope } from "../../../../access/scopes.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { accountSecurityChanged } from "../../../../events/account-security-changed.event.js";
import { readConnection, newestFirst, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { digestOf } from "../../../../platform/security/secrets.js";
import { record } from "../../../base/audit/record.js";
import { User } from "../../../base/users/user.entity.js";
import { apiTokenKey, type CredentialCache } from "../sessions/credential-cache.js";
import { ApiToken } from "./api-token.entity.js";
import { expectLiveSession } from "../sessions/live-session.js";
import type { Prove } from "../credentials/proof.js";

/** The prefix lets secret scanners recognize leaked tokens. */
export const API_TOKEN_FORM = /^cqp_[\w-]{43}$/;

const newToken = () => `cqp_${randomBytes(32).toString("base64url")}`;

export const API_TOKEN_MAX_DAYS = 366;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MOST_TOKENS = 50;

export interface ApiTokenRow {
  id: string;
  name: string;
  hint: string;
  scopes: Scope[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

export interface NewApiToken {
  name: string;
  scopes: readonly Scope[];
  expiresInDays: number;
  password: string | null;
}

export interface IssuedToken {
  userId: string;
  name: string;
  scopes: readonly Scope[];
  expiresAt: Date;
  /** Tokens of the account that live at a time. */
  most: number;
}

export interface ApiTokensService {
  /** Returns the token itself only this once. EMAIL_NOT_VERIFIED if the account's address is not confirmed. */
  create(viewer: SignedIn, token: NewApiToken, address: string): Promise<{ token: string; apiToken: ApiTokenRow }>;
  /**
   * A token that the program gives, in the caller's transaction, which holds the account's row. Of more than `most` tokens of the account the
   * oldest are revoked.
   */
  issue(tx: Transaction, token: IssuedToken): Promise<string>;
  /** NOT_FOUND if the token belongs to another account or is revoked. */
  revoke(viewer: SignedIn, id: string, address: string): Promise<void>;
  /** Revokes all tokens of an account, and closes their sockets after the commit. Returns the number. */
  revokeAll(tx: Transaction, userId: string): Promise<number>;
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<ApiTokenRow>>;
}

export const API_TOKEN_COLUMNS = `t.id, t.name, t.hint, t.scopes, t.created_at as "createdAt", t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt"`;
const NEWEST_FIRST = newestFirst<ApiTokenRow>("t.id");

interface Dependencies {
  db: Database;
  cache: CredentialCache;
  prove: Prove;
}

export function createApiTokensService({ db, cache, prove }: Dependencies): ApiTokensService {
  const announced = (tx: Transaction, userId: string, revoked: readonly { id: string; digest: string }[]) =>
    cache.ended(
      tx,
      userId,
      revoked.map(({ id, digest }) => ({ id, key: apiTokenKey(digest) })),
    );

  return {
    async create(viewer, { name, scopes, expiresInDays, password }, address) {
      const user = await prove(viewer, password, "input.password", address);
      if (!user.emailVerifiedAt) throw new AppError("EMAIL_NOT_VERIFIED", "Confirm your e-mail address before you create API tokens.");
      if (scopes.length === 0) throw badInput("input.scopes", "A token needs at least one scope.", "TOO_FEW");
      const token = newToken();
      const made = await db.transaction(async (em) => {
        await rows(em, "select 1 from users where id = ? for update", [viewer.id]);
        await expectLiveSession(em, viewer);
        if ((await em.count(ApiToken, { user: viewer.id, revokedAt: null, expiresAt: { $gt: new Date() } })) >= MOST_TOKENS)
          throw new AppError("CONFLICT", `An account has at most ${MOST_TOKENS} API tokens. Revoke one that is no longer used.`);
        const row = new ApiToken();
        row.user = em.getReference(User, viewer.id, { wrapped: true });
        row.name = name.trim();
        row.digest = digestOf(token);
        row.hint = token.slice(-4);
        row.scopes = [...new Set(scopes)];
        row.expiresAt = new Date(Date.now() + expiresInDays * DAY_MS);
        em.persist(row);
        const subject = { type: "api-token", id: row.id };
        record(em, { actorId: viewer.id, action: "api-token.created", subject, address, details: { scopes: row.scopes } });
        announce(em, accountSecurityChanged, { userId: viewer.id, change: "API_TOKEN_CREATED", about: row.id });
        return row;
      });
      const { id, hint, createdAt, expiresAt, lastUsedAt } = made;
      return { token, apiToken: { id, name: made.name, hint, scopes: made.scopes, createdAt, expiresAt, lastUsedAt } };
    },

    async issue(tx, { userId, name, scopes, expiresAt, most }) {
      const token = newToken();
      const sql = "insert into api_tokens (id, user_id, name, digest, hint, scopes, expires_at) values (?, ?, ?, ?, ?, ?, ?)";
      await tx.execute(sql, [newId(), userId, name, digestOf(token), token.slice(-4), `{${scopes.join(",")}}`, expiresAt]);
      const older = await rows<{ id: string; digest: string }>(
        tx,
        `update api_tokens set revoked_at = now() where id in (
           select id from api_tokens where user_id = ? and revoked_at is null order by id desc offset ?) returning id, digest`,
        [userId, most],
      );
      announced(tx, userId, older);
      return token;
    },

    async revoke(viewer, id, address) {
      await db.transaction(async (tx) => {
        const token = await tx.findOne(ApiToken, { id, user: viewer.id, revokedAt: null });
        if (!token) throw notFound("API token");
        token.revokedAt = new Date();
        record(tx, { actorId: viewer.id, action: "api-token.revoked", subject: { type: "api-token", id }, address });
        announced(tx, viewer.id, [token]);
      });
    },

    async revokeAll(tx, userId) {
      const sql = "update api_tokens set revoked_at = now() where user_id = ? and revoked_at is null returning id, digest";
      const revoked = await rows<{ id: string; digest: string }>(tx, sql, [userId]);
      announced(tx, userId, revoked);
      return revoked.length;
    },

    async list(em, viewer, args) {
      const list: ListSql = {
        select: API_TOKEN_COLUMNS,
        from: "from api_tokens t",
        conditions: [{ sql: "t.user_id = ? and t.revoked_at is null", params: [viewer.id] }],
      };
      return readConnection<ApiTokenRow>(em, list, args, NEWEST_FIRST);
    },
  };
}
