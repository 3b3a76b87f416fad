import { createHash } from "node:crypto";
import type { Role } from "../../access/viewer.js";
import { accountRegistered } from "../../events/account-registered.event.js";
import { AppError } from "../../kernel/errors.js";
import type { Database, EntityManager } from "../../platform/database.js";
import { announce } from "../../platform/outbox/outbox.js";
import type { Passwords } from "../../platform/passwords.js";
import type { RateLimit, RateLimiter } from "../../platform/rate-limit.js";
import type { Tokens } from "../../platform/tokens.js";
import type { User } from "../users/user.entity.js";
import type { UsersService } from "../users/users.service.js";
import { checkPassword, displayNameFrom, isTooLong } from "./account-rules.js";
import type { RoleRequestRow, RoleRequestsService } from "./role-requests.service.js";
import { FAILED_SIGN_INS, REGISTRATIONS } from "./sign-in-limits.js";

export interface Session {
  accessToken: string;
  expiresAt: Date;
  user: User;
}

export interface NewAccount {
  email: string;
  password: string;
  username: string;
  displayName: string | null;
  requestedRole: Role | null;
}

export interface IdentityService {
  /** Makes a LEARNER, whatever role was asked for, and signs it in. */
  register(account: NewAccount, address: string): Promise<Session & { roleRequest: RoleRequestRow | null }>;
  /** Same answer and same time whether the account exists or not. RATE_LIMITED after too many failures. */
  login(email: string, password: string, address: string): Promise<Session>;
}

interface Dependencies {
  db: Database;
  users: UsersService;
  roleRequests: RoleRequestsService;
  passwords: Passwords;
  tokens: Tokens;
  limiter: RateLimiter;
}

export function createIdentityService({ db, users, roleRequests, passwords, tokens, limiter }: Dependencies): IdentityService {
  const sessionOf = async (user: User): Promise<Session> => {
    const { token, expiresAt } = await tokens.issue(user.id);
    return { accessToken: token, expiresAt, user };
  };

  const take = async (limit: RateLimit, subject: string) => {
    const refused = await limiter.take(limit, subject);
    if (refused) throw new AppError("RATE_LIMITED", "Too many attempts. Wait a while, then try again.", refused);
  };

  return {
    async register({ email, password, username, displayName, requestedRole }, address) {
      checkPassword(password, "input.password");
      const name = displayNameFrom(displayName ?? username, "input.displayName");
      await take(REGISTRATIONS, address);
      const passwordHash = await passwords.hash(password);
      const { user, roleRequest } = await db.em.fork().transactional(async (transaction) => {
        const em = transaction as EntityManager;
        const account = { email, username: username.toLowerCase(), displayName: name, passwordHash, role: "LEARNER" as const };
        const made = await users.create(account, em);
        announce(em, accountRegistered, { userId: made.id });
        const asksForMore = requestedRole !== null && requestedRole !== "LEARNER";
        return { user: made, roleRequest: asksForMore ? await roleRequests.request(made, requestedRole, "", em) : null };
      });
      return { ...(await sessionOf(user)), roleRequest };
    },

    async login(email, password, address) {
      const account = digest(email.toLowerCase());
      const counted: [RateLimit, string][] = [
        [FAILED_SIGN_INS.address, address],
        [FAILED_SIGN_INS.accountFromAddress, `${account}-${address}`],
        [FAILED_SIGN_INS.account, account],
      ];
      // Counted before the password is looked at, so that attempts made at the same moment count too.
      for (const [limit, subject] of counted) await take(limit, subject);
      const user = await users.findByEmail(email);
      const correct = await passwords.verify(isTooLong(password) ? "" : password, user?.passwordHash ?? null);
      if (!user || !correct) throw new AppError("UNAUTHENTICATED", "E-mail address or password is wrong.");
      await Promise.all(counted.map(([limit, subject]) => limiter.giveBack(limit, subject)));
      return sessionOf(user);
    },
  };
}

/** No e-mail address goes into Redis. */
function digest(email: string): string {
  return createHash("sha256").update(email).digest("base64url");
}
