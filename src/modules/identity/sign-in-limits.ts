import { createHash } from "node:crypto";
import { AppError } from "../../kernel/errors.js";
import { MINUTE_MS } from "../../kernel/units.js";
import type { RateLimit } from "../../platform/rate-limit.js";
import type { Throttle, Throttles } from "../../platform/throttle.js";

/**
 * Guessing gets slower and slower. The tight limit is on one account from one address: it stops guessing, and lets nobody
 * lock someone else out. The wide ones stop guessing from many addresses, and at many accounts from one.
 */
const guessing = (name: string) => ({
  pair: { name: `${name}-pair`, free: 5, longestMs: 15 * MINUTE_MS, memoryMs: 60 * MINUTE_MS },
  account: { name: `${name}-account`, free: 50, longestMs: MINUTE_MS, memoryMs: 60 * MINUTE_MS },
  address: { name: `${name}-address`, free: 100, longestMs: 15 * MINUTE_MS, memoryMs: 60 * MINUTE_MS },
});

export const GUESSES = { password: guessing("password"), secondStep: guessing("second-step") };

/** A mailbox is not to be flooded, nor are many from one place. */
export const MAIL_REQUESTS = {
  pair: { name: "mail-pair", free: 3, longestMs: 60 * MINUTE_MS, memoryMs: 2 * 60 * MINUTE_MS },
  account: { name: "mail-account", free: 10, longestMs: 60 * MINUTE_MS, memoryMs: 2 * 60 * MINUTE_MS },
  address: { name: "mail-address", free: 100, longestMs: 15 * MINUTE_MS, memoryMs: 60 * MINUTE_MS },
} as const;

/** A class behind one address registers within an hour; a script that makes accounts is slowed down. */
export const REGISTRATIONS: RateLimit = { name: "registration", most: 300, windowMs: 60 * MINUTE_MS };

/** Many tabs behind one address; far fewer than it takes to try tokens. */
export const REFRESHES: RateLimit = { name: "refresh", most: 1200, windowMs: MINUTE_MS };

/** Each is a request to the provider. */
export const PROVIDER_SIGN_INS: RateLimit = { name: "provider", most: 120, windowMs: MINUTE_MS };

type Kind = Record<"pair" | "account" | "address", Throttle>;

/**
 * Counts an attempt before it is looked at, so that attempts made at the same moment count too; RATE_LIMITED when it must
 * wait. Call the answer when the attempt was right.
 */
export async function attempt(throttles: Throttles, kind: Kind, account: string, address: string): Promise<() => Promise<void>> {
  const who = digest(account);
  const counted = [
    [kind.pair, `${who}-${address}`],
    [kind.account, who],
    [kind.address, address],
  ] as const;
  for (const [throttle, subject] of counted) {
    const refused = await throttles.attempt(throttle, subject);
    if (refused) throw new AppError("RATE_LIMITED", "Too many attempts. Wait a while, then try again.", refused);
  }
  return async () => {
    await Promise.all([
      throttles.succeed(kind.pair, `${who}-${address}`, "all"),
      throttles.succeed(kind.account, who),
      throttles.succeed(kind.address, address),
    ]);
  };
}

/** No e-mail address goes into Redis. */
function digest(account: string): string {
  return createHash("sha256").update(account).digest("base64url");
}
