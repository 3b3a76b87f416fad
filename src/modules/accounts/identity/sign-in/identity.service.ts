import { LockMode } from "@mikro-orm/core";
import type { Role } from "../../../../access/viewer.js";
import { accountRegistered } from "../../../../events/account-registered.event.js";
import { registrationRepeated } from "../../../../events/registration-repeated.event.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { networkOf } from "../../../../kernel/network.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { type Database, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Passwords } from "../../../../platform/security/passwords.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { digestOf, type Secrets } from "../../../../platform/security/secrets.js";
import type { Throttles } from "../../../../platform/redis/throttle.js";
import { record, recordNow } from "../../../base/audit/record.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import { User } from "../../../base/users/user.entity.js";
import type { UsersService } from "../../../base/users/users.service.js";
import { displayNameFrom, isTooLong } from "../credentials/account-rules.js";
import { localeFrom } from "../locale.js";
import { freeUsername } from "./free-username.js";
import type { FindOrigin } from "../known-origin.js";
import type { MailedLinks } from "../credentials/mailed-links.js";
import { loginChallenge } from "./login-challenge.js";
import { expectOpenRegistration } from "./registration.js";
import type { RoleRequestRow, RoleRequestsService } from "../roles/role-requests.service.js";
import type { Client, IssuedSession, SessionsService } from "../sessions/sessions.service.js";
import { attempt, GUESSES, REGISTRATIONS } from "./sign-in-limits.js";
import type { SignInRules } from "./sign-in-rules.js";
import { isWrongCode, wrongCode, type TwoFactorService } from "../two-factor/two-factor.service.js";

export interface NewAccount {
  email: string;
  password: string;
  username: string;
  displayName: string | null;
  /** BCP 47; null for the default. */
  locale: string | null;
  requestedRole: Role | null;
}

/** Second step of signing in: `completeLogin` takes the challenge and a code. */
export interface Challenge {
  challenge: string;
  expiresAt: Date;
}

export type SignInOutcome = { session: IssuedSession; twoFactor: null } | { session: null; twoFactor: Challenge };

export interface IdentityService {
  /**
   * Creates a LEARNER, regardless of the requested role, and signs it in. The welcome mail contains the link to confirm
   * the address. With REGISTRATION_STRICT the result is always null, whether or not address or username are taken; the
   * mail has the next step. REGISTRATION_CLOSED.
   */
  register(account: NewAccount, client: Client): Promise<{ session: IssuedSession; roleRequest: RoleRequestRow | null } | null>;
  /** Same response and timing whether the account exists or not. Failed attempts increase the wait: RATE_LIMITED. */
  login(email: string, password: string, client: Client): Promise<SignInOutcome>;
  completeLogin(challenge: string, code: string, client: Client): Promise<IssuedSession>;
  /** For users already authenticated: a session or the two-factor challenge. FORBIDDEN if suspended, and what `SignInRules` throw. */
  admit(user: User, method: string, client: Client, organizationId?: string | null): Promise<SignInOutcome>;
}

const CHALLENGE_MS = 5 * MINUTE_MS;

interface Dependencies {
  db: Database;
  env: { REGISTRATION_STRICT: boolean };
  settings: Settings;
  users: UsersService;
  roleRequests: RoleRequestsService;
  sessions: SessionsService;
  twoFactor: TwoFactorService;
  links: MailedLinks;
  passwords: Passwords;
  secrets: Secrets;
  limiter: RateLimiter;
  throttles: Throttles;
  findOrigin: FindOrigin;
  rules: SignInRules;
}

export function createIdentityService(dependencies: Dependencies): IdentityService {
  const { db, env, settings, users, roleRequests, sessions, links, twoFactor, passwords, secrets, limiter, throttles, findOrigin, rules } =
    dependencies;
  const fingerprint = ({ passwordHash }: User) => digestOf(passwordHash ?? "");

  /**
   * The account that was just authenticated, locked in the caller's transaction: a concurrent password change, suspension
   * or deletion either comes later and ends the new session, or came first and is detected here.
   */
  const stillTheSame = async (em: EntityManager, userId: string, proven: string): Promise<User> => {
    const user = await em.findOne(User, { id: userId, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_READ });
    if (!user || fingerprint(user) !== proven) throw stale();
    if (user.suspendedAt) throw suspended(user);
    return user;
  };

  const noteRefusal = (action: `session.${string}`, userId: string | null, { address }: Client) =>
    recordNow(db, { actorId: null, action, subject: { type: "user", id: userId }, address });

  const create = ({ email, username, locale, requestedRole }: NewAccount, displayName: string, passwordHash: string, client: Client) => {
    const created = db.transaction(async (em) => {
      const account = {
        ...{ email, username: username.toLowerCase(), displayName, passwordHash, role: "LEARNER" as const },
        ...(locale !== null && { locale: localeFrom(locale, "input.locale") }),
      };
      const user = await users.createIn(em, account);
      // The welcome mail contains the link.
      links.prepare(em, "VERIFY_EMAIL", email);
      announce(em, accountRegistered, { userId: user.id });
      record(em, { actorId: user.id, action: "account.registered", subject: { type: "user", id: user.id }, address: client.address });
      const asksForMore = requestedRole !== null && requestedRole !== "LEARNER";
      const roleRequest = asksForMore ? await roleRequests.request(user, requestedRole, "", client.address, em) : null;
      const begun = env.REGISTRATION_STRICT ? null : await sessions.begin(em, user, "PASSWORD", client);
      return { user, roleRequest, begun };
    });
    return users.orTaken({ email, username }, created);
  };

  const service: IdentityService = {
    async register(account, client) {
      expectOpenRegistration(settings);
      const { password, username } = account;
      const displayName = displayNameFrom(account.displayName ?? username, "input.displayName");
      const network = networkOf(client.address);
      passwords.expectRoom(network);
      const refused = await limiter.take(REGISTRATIONS, network);
      if (refused) throw new AppError("RATE_LIMITED", "Too many registrations from this address. Wait a while.", refused);
      const passwordHash = await passwords.hash(password, network);
      if (env.REGISTRATION_STRICT) {
        await registerQuietly(account, displayName, passwordHash, client);
        return null;
      }
      const { user, roleRequest, begun } = await create(account, displayName, passwordHash, client);
      return { session: await sessions.issue(user, begun!), roleRequest };
    },

    async login(email, password, client) {
      const network = networkOf(client.address);
      passwords.expectRoom(network);
      const { right, takeBack } = await attempt(throttles, GUESSES.password, email.toLowerCase(), await findOrigin({ email }, client));
      const user = await users.findByEmail(email);
      const correct = await passwords
        .verify(isTooLong(password) ? "" : password, user?.passwordHash ?? null, network)
        .catch(async (error: unknown) => {
          await takeBack();
          throw error;
        });
      if (!user || !correct) {
        // Also recorded for unknown accounts: it reveals guessing at many accounts from one place, and equalizes the timing.
        await noteRefusal("session.sign-in-failed", user?.id ?? null, client);
        throw new AppError("UNAUTHENTICATED", "E-mail address or password is wrong.");
      }
      await right();
      if (!user.suspendedAt && passwords.isOutdated(user.passwordHash!)) await upgrade(user, password, network);
      return service.admit(user, "PASSWORD", client);
    },

    async admit(user, method, client, organizationId = null) {
      if (user.suspendedAt) {
        await noteRefusal("session.sign-in-refused", user.id, client);
        throw suspended(user);
      }
      if (await twoFactor.isEnabled(db.em.fork(), user.id)) {
        await rules.check(db.em.fork(), { userId: user.id, organizationId });
        const pending = { userId: user.id, method, organizationId, password: fingerprint(user) };
        const expiresAt = new Date(Date.now() + CHALLENGE_MS);
        return { session: null, twoFactor: { challenge: secrets.sealFor(loginChallenge, pending, CHALLENGE_MS), expiresAt } };
      }
      const started = await db.transaction(async (em) => {
        const held = await stillTheSame(em, user.id, fingerprint(user));
        await rules.check(em, { userId: held.id, organizationId });
        return { user: held, begun: await sessions.begin(em, held, method, client, organizationId) };
      });
      return { session: await sessions.issue(started.user, started.begun), twoFactor: null };
    },

    async completeLogin(challenge, code, client) {
      const pending = secrets.openInTime(loginChallenge, challenge);
      if (!pending) throw stale();
      const origin = await findOrigin({ userId: pending.userId }, client);
      const { right } = await attempt(throttles, GUESSES.secondStep, pending.userId, origin);
      const { user, begun } = await db
        .transaction(async (em) => {
          const user = await stillTheSame(em, pending.userId, pending.password);
          if (!(await twoFactor.accept(em, user.id, code, client.address))) throw wrongCode();
          const { method, organizationId } = pending;
          await rules.check(em, { userId: user.id, organizationId });
          return { user, begun: await sessions.begin(em, user, method, client, organizationId) };
        })
        .catch(async (error: unknown) => {
          if (isWrongCode(error)) await noteRefusal("session.second-step-failed", pending.userId, client);
          throw error;
        });
      await right();
      return sessions.issue(user, begun);
    },
  };
  return service;

  /**
   * Reveals neither a taken address nor a taken username: the latter would tell whether the previous attempt created an
   * account. If the username is taken, the account gets another one, named in its welcome mail.
   */
  async function registerQuietly(account: NewAccount, displayName: string, passwordHash: string, client: Client): Promise<void> {
    const known = await users.findByEmail(account.email);
    if (known) {
      return db.transaction(async (em) => {
        announce(em, registrationRepeated, { userId: known.id, about: newId() });
        record(em, {
          actorId: null,
          action: "account.registration-repeated",
          subject: { type: "user", id: known.id },
          address: client.address,
        });
      });
    }
    const username = await freeUsername(db.em.fork(), account.username);
    try {
      await create({ ...account, username }, displayName, passwordHash, client);
    } catch (error) {
      // A concurrent registration came first: retrying finds its account.
      if (!(error instanceof AppError && error.code === "CONFLICT")) throw error;
      await registerQuietly(account, displayName, passwordHash, client);
    }
  }

  /** Conditional, so that a concurrent password change is not overwritten. A concurrent sign-in may already have upgraded the hash. */
  async function upgrade(user: User, password: string, network: string): Promise<void> {
    const before = user.passwordHash;
    const passwordHash = await passwords.hash(password, network).catch(() => null);
    if (!passwordHash) return; // too busy: the next sign-in upgrades it
    const changed = await db.em.fork().nativeUpdate(User, { id: user.id, passwordHash: before }, { passwordHash, updatedAt: new Date() });
    if (changed > 0) return void (user.passwordHash = passwordHash);
    const other = (await db.em.fork().findOne(User, { id: user.id }))?.passwordHash ?? null;
    if (await passwords.verify(password, other, network)) user.passwordHash = other;
  }
}

function suspended({ suspensionReason }: User): AppError {
  return new AppError("FORBIDDEN", `This account is suspended.${suspensionReason && ` Reason: ${suspensionReason}`}`);
}

function stale(): AppError {
  return new AppError("UNAUTHENTICATED", "This sign-in has expired. Start again with your password.");
}
