import { AppError, badInput } from "../../../../kernel/errors.js";
import { networkOf } from "../../../../kernel/network.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { Database } from "../../../../platform/database/database.js";
import type { Passwords } from "../../../../platform/security/passwords.js";
import type { Throttles } from "../../../../platform/redis/throttle.js";
import { recordNow } from "../../../base/audit/record.js";
import { User } from "../../../base/users/user.entity.js";
import { isTooLong } from "./account-rules.js";
import { Session } from "../sessions/session.entity.js";
import { attempt, GUESSES, originOf } from "../sign-in/sign-in-limits.js";

/**
 * Re-authentication before actions that would allow an account takeover from an unlocked screen: requires the password.
 * Accounts without one must have signed in recently instead.
 */
export type Prove = (viewer: SignedIn, password: string | null | undefined, field: string, address: string) => Promise<User>;

const RECENT_MS = 15 * MINUTE_MS;

interface Dependencies {
  db: Database;
  passwords: Passwords;
  throttles: Throttles;
}

export function createProof({ db, passwords, throttles }: Dependencies): Prove {
  return async (viewer, password, field, address) => {
    // Defense in depth: the permission table already refuses. An impersonation session is always new, so it must not
    // count as a recent sign-in.
    if (viewer.impersonatorId) throw new AppError("FORBIDDEN", "This is only for the account's owner, not while impersonating.");
    const em = db.em.fork();
    const user = await em.findOneOrFail(User, { id: viewer.id });
    if (user.passwordHash === null) {
      const session = viewer.sessionId && (await em.findOne(Session, { id: viewer.sessionId }));
      if (session && Date.now() - session.createdAt.getTime() < RECENT_MS) return user;
      throw new AppError(
        "UNAUTHENTICATED",
        "Sign in again first: this account has no password, and the session is more than 15 minutes old.",
      );
    }
    if (!password) throw badInput(field, "Enter your password.", "REQUIRED");
    const network = networkOf(address);
    passwords.expectRoom(network);
    const { right, takeBack } = await attempt(throttles, GUESSES.password, user.email!, originOf(viewer, address));
    const correct = await passwords
      .verify(isTooLong(password) ? "" : password, user.passwordHash, network)
      .catch(async (error: unknown) => {
        await takeBack();
        throw error;
      });
    if (!correct) {
      await recordNow(db, { actorId: user.id, action: "account.password-check-failed", subject: { type: "user", id: user.id }, address });
      throw badInput(field, "The password is wrong.", "WRONG");
    }
    await right();
    return user;
  };
}
