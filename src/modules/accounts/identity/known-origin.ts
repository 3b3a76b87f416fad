import { networkOf } from "../../../kernel/network.js";
import { rows, type Database } from "../../../platform/database/database.js";
import type { Secrets } from "../../../platform/security/secrets.js";
import { digestOfToken, readToken, tokenAt } from "./sessions/refresh-token.js";
import type { Client } from "./sessions/sessions.service.js";
import type { Origin } from "./sign-in/sign-in-limits.js";

/** Origin of an unauthenticated attempt on an account. Runs the same queries whether the account exists or not. */
export type FindOrigin = (account: { email: string } | { userId: string }, client: Client) => Promise<Origin>;

/** Per account. Users have few networks, and this is read on each attempt. */
const MOST_SESSIONS = 200;

export function createFindOrigin({ db, secrets }: { db: Database; secrets: Secrets }): FindOrigin {
  const fork = () => db.em.fork();

  /** The token also proves a session that has ended, unless the token may be stolen. */
  const sessionOf = async (userIds: readonly string[], refreshToken: string | null | undefined) => {
    const given = refreshToken ? readToken(refreshToken) : null;
    if (!given) return null;
    const [session] = await rows<{ userId: string; generation: number; digest: string }>(
      fork(),
      `select user_id as "userId", generation, token_digest as digest from sessions
       where id = ? and impersonator_id is null and (ended_by is null or ended_by in ('SIGNED_OUT', 'EXPIRED'))`,
      [given.sessionId],
    );
    if (!session || !userIds.includes(session.userId)) return null;
    const valid = tokenAt(secrets, given, session.generation);
    return valid && digestOfToken(valid) === session.digest ? given.sessionId : null;
  };

  return async (account, { address, refreshToken }) => {
    const network = networkOf(address);
    const [condition, value] = "email" in account ? ["u.email = ?", account.email.toLowerCase()] : ["u.id = ?", account.userId];
    const used = await rows<{ userId: string; address: string }>(
      fork(),
      `select s.user_id as "userId", s.address from users u join sessions s on s.user_id = u.id
       where ${condition} and s.impersonator_id is null order by s.id desc limit ${MOST_SESSIONS}`,
      [value],
    );
    const sessionId = await sessionOf(
      used.map(({ userId }) => userId),
      refreshToken,
    );
    return { network, sessionId, isKnown: sessionId !== null || used.some((session) => networkOf(session.address) === network) };
  };
}
