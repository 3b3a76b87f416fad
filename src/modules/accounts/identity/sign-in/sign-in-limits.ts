import { createHash } from "node:crypto";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { networkOf } from "../../../../kernel/network.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import type { RateLimit } from "../../../../platform/redis/rate-limit.js";
import type { Throttle, Throttles } from "../../../../platform/redis/throttle.js";

/**
 * Guessing gets slower and slower. The tight limit is on one account from one origin: it stops guessing, and lets nobody
 * lock someone else out. The wide ones stop guessing from many networks, and at many accounts from one.
 */
const guessing = (name: string) => ({
  pair: { name: `${name}-pair`, free: 5, longestMs: 15 * MINUTE_MS, memoryMs: 60 * MINUTE_MS },
  account: { name: `${name}-account`, free: 50, longestMs: MINUTE_MS, memoryMs: 60 * MINUTE_MS },
  network: { name: `${name}-network`, free: 100, longestMs: 15 * MINUTE_MS, memoryMs: 60 * MINUTE_MS },
});

export const GUESSES = { password: guessing("password"), secondStep: guessing("second-step") };

/** A mailbox is not to be flooded, nor are many from one place. */
export const MAIL_REQUESTS = {
  pair: { name: "mail-pair", free: 3, longestMs: 60 * MINUTE_MS, memoryMs: 2 * 60 * MINUTE_MS },
  account: { name: "mail-account", free: 10, longestMs: 60 * MINUTE_MS, memoryMs: 2 * 60 * MINUTE_MS },
  network: { name: "mail-network", free: 100, longestMs: 15 * MINUTE_MS, memoryMs: 60 * MINUTE_MS },
} as const;

/** A class behind one address registers within an hour; a script that makes accounts is slowed down. */
export const REGISTRATIONS: RateLimit = { name: "registration", most: 300, windowMs: 60 * MINUTE_MS };

/** Many tabs behind one address; far fewer than it takes to try tokens. */
export const REFRESHES: RateLimit = { name: "refresh", most: 1200, windowMs: MINUTE_MS };

/** Each is a request to the provider. */
export const PROVIDER_SIGN_INS: RateLimit = { name: "provider", most: 120, windowMs: MINUTE_MS };

type Kind = Record<"pair" | "account" | "network", Throttle>;

/**
 * Where an attempt comes from. One from where the account was used before, by its network or by a session's token, is throttled
 * apart from those of strangers, who could lock the owner out otherwise.
 */
export interface Origin {
  network: string;
  isKnown: boolean;
  /** The account's session that it proves; then neighbours in its network do not count. */
  sessionId: string | null;
}

/** Of a viewer, who acts on the own account. */
export function originOf({ sessionId }: SignedIn, address: string): Origin {
  return { network: networkOf(address), isKnown: true, sessionId: sessionId ?? null };
}

export interface Attempt {
  /** It was right: forgets the wrong ones before it. */
  right(): Promise<void>;
  /** It was not looked at: as if it had not been made. */
  takeBack(): Promise<void>;
}

/**
 * Counts an attempt before it is looked at, so that attempts made at the same moment count too. RATE_LIMITED when it must wait,
 * and then it does not count.
 */
export async function attempt(throttles: Throttles, kind: Kind, account: string, origin: Origin): Promise<Attempt> {
  const { network, isKnown, sessionId } = origin;
  const who = digest(account);
  const pair = `${who}-${sessionId ?? network}`;
  const whole = isKnown ? `${who}-known` : who;
  const steps: [Throttle, string][] = [
    [kind.pair, pair],
    [kind.account, whole],
    ...(sessionId ? [] : [[kind.network, network] as [Throttle, string]]),
  ];
  const counted: (() => Promise<void>)[] = [];
  const takeBack = async () => void (await Promise.all(counted.map((undo) => undo())));
  for (const [throttle, subject] of steps) {
    const { retryAfterMs, count } = await throttles.attempt(throttle, subject);
    if (retryAfterMs > 0) {
      await takeBack();
      throw new AppError("RATE_LIMITED", "Too many attempts. Wait a while, then try again.", { retryAfterMs });
    }
    counted.push(() => throttles.takeBack(throttle, subject, count));
  }
  return {
    async right() {
      await Promise.all(
        steps.map(([throttle, subject]) => throttles.succeed(throttle, subject, throttle === kind.pair ? "all" : undefined)),
      );
    },
    takeBack,
  };
}

/** No e-mail address goes into Redis. */
function digest(account: string): string {
  return createHash("sha256").update(account).digest("base64url");
}
