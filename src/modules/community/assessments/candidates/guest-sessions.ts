import { randomBytes } from "node:crypto";
import { CANDIDATE } from "../../../../access/scopes.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { DAY_MS, HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Secrets } from "../../../../platform/security/secrets.js";
import type { ApiTokensService } from "../../../accounts/identity/api-tokens/api-tokens.service.js";
import { GUEST_PREFIX } from "../../../accounts/identity/credentials/account-rules.js";
import { SESSION_DAYS, SESSIONS_MAX } from "../assessment-limits.js";
import { CANDIDATE_COLUMNS, candidateById, FROM_CANDIDATES, INVITED_AS_ACCOUNT, type CandidateRow } from "./candidate.rows.js";
import { readLinkToken } from "./invitation-link.js";

export interface CandidateSession {
  token: string;
  expiresAt: Date;
  candidate: CandidateRow;
}

export interface GuestSessions {
  /** BAD_USER_INPUT names `input.token` for links that never worked or no longer do. */
  open(token: string): Promise<CandidateSession>;
  /** NOT_FOUND for invitations of others. */
  openOwn(viewer: SignedIn, candidateId: string): Promise<CandidateSession>;
  invitations(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<CandidateRow>>;
  /** Invitations of the account. */
  invitationsById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<CandidateRow[]>;
}

const OPENINGS = { name: "assessment-openings", most: 30, windowMs: HOUR_MS };

interface Dependencies {
  db: Database;
  secrets: Secrets;
  limiter: RateLimiter;
  apiTokens: ApiTokensService;
}

/**
 * A candidate works as a guest: an account of its own without address and password, with tokens of the scope `candidate`. So submissions,
 * limits and the queue work as for everyone, nothing touches an account that the person may have, and the token opens this assessment only.
 */
export function createGuestSessions({ db, secrets, limiter, apiTokens }: Dependencies): GuestSessions {
  const stale = () => badInput("input.token", "This link is invalid or no longer valid. Ask for a new one.", "WRONG");

  /** The caller has locked the candidate. */
  const begin = async (tx: Transaction, candidate: CandidateRow): Promise<CandidateSession> => {
    const guestId = candidate.guestId ?? newId();
    if (candidate.guestId === null) {
      await tx.execute(
        `insert into users (id, email, username, display_name, bio, locale, timezone, role, guest) values (?, null, ?, 'Candidate', '', 'en', 'UTC', 'LEARNER', true)`,
        [guestId, GUEST_PREFIX + randomBytes(8).toString("hex")],
      );
      await tx.execute("update assessment_candidates set guest_id = ? where id = ?", [guestId, candidate.id]);
    }
    const expiresAt = new Date(Date.now() + SESSION_DAYS * DAY_MS);
    const session = { userId: guestId, name: "assessment", scopes: [CANDIDATE], expiresAt, most: SESSIONS_MAX } as const;
    return { token: await apiTokens.issue(tx, session), expiresAt, candidate: { ...candidate, guestId } };
  };

  const expectRate = async (candidateId: string) => {
    const refused = await limiter.take(OPENINGS, candidateId);
    if (refused) throw new AppError("RATE_LIMITED", `A link is opened at most ${OPENINGS.most} times an hour.`, refused);
  };

  const locked = async (tx: Transaction, id: string): Promise<CandidateRow | null> => {
    await tx.execute("select 1 from assessment_candidates where id = ? for update", [id]);
    const found = await candidateById(tx, id);
    return found && !found.revokedAt ? found : null;
  };

  return {
    async open(token) {
      const link = readLinkToken(secrets, token);
      if (!link) throw stale();
      await expectRate(link.candidateId);
      return db.transaction(async (tx) => {
        const candidate = await locked(tx, link.candidateId);
        if (!candidate || candidate.linkVersion !== link.version || candidate.linkExpiresAt <= new Date()) throw stale();
        return begin(tx, candidate);
      });
    },

    async openOwn(viewer, candidateId) {
      await expectRate(candidateId);
      return db.transaction(async (tx) => {
        const candidate = await locked(tx, candidateId);
        const sql = `select 1 from assessment_candidates c where c.id = ? and ${INVITED_AS_ACCOUNT}`;
        if (!candidate || (await rows(tx, sql, [candidateId, viewer.id, viewer.id])).length === 0) throw notFound("invitation");
        return begin(tx, candidate);
      });
    },

    invitations(em, viewer, page) {
      const conditions = [{ sql: `${INVITED_AS_ACCOUNT} and c.revoked_at is null`, params: [viewer.id, viewer.id] }];
      return readConnection(em, { select: CANDIDATE_COLUMNS, from: FROM_CANDIDATES, conditions }, page, newestFirst<CandidateRow>("c.id"));
    },

    invitationsById: (em, viewer, ids) =>
      rows(em, `select ${CANDIDATE_COLUMNS} ${FROM_CANDIDATES} where c.id in (?) and ${INVITED_AS_ACCOUNT} and c.revoked_at is null`, [
        ids,
        viewer.id,
        viewer.id,
      ]),
  };
}
