import { createHash } from "node:crypto";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { networkOf } from "../../../../kernel/network.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import type { RateLimit } from "../../../../platform/redis/rate-limit.js";
import type { Throttle, Throttles } from "../../../../platform/redis/throttle.js";

/**
 * Throttles for guessing, with growing delays. The tight limit is per account and origin: it stops guessing without
 * letting anyone lock out the owner. The wide limits stop guessing from many networks, and at many accounts from one
 * network.
 */
const guessing = (name: string) => ({
  pair: { name: `${name}-pair`, free: 5, longestMs: 15 * MINUTE_MS, memoryMs: 60 * MINUTE_MS },
  account: { name: `${name}-account`, free: 50, longestMs: MINUTE_MS, memoryMs: 60 * MINUTE_MS },
  network: { name: `${name}-network`, free: 100, longestMs: 15 * MINUTE_MS, memoryMs: 60 * MINUTE_MS },
});

export const GUESSES = { password: guessing("password"), secondStep: guessing("second-step") };

/** Protects single mailboxes, and many mailboxes from one network, against floods. */
export const MAIL_REQUESTS = {
  pair: { name: "mail-pair", free: 3, longestMs: 60 * MINUTE_MS, memoryMs: 2 * 60 * MINUTE_MS },
  account: { name: "mail-account", free: 10, longestMs: 60 * MINUTE_MS, memoryMs: 2 * 60 * MINUTE_MS },
  network: { name: "mail-network", free: 100, longestMs: 15 * MINUTE_MS, memoryMs: 60 * MINUTE_MS },
} as const;

/** Allows a class behind one address to register within an hour, but slows down scripts that create accounts. */
export const REGISTRATIONS: RateLimit = { name: "registration", most: 300, windowMs: 60 * MINUTE_MS };

/** Allows many tabs behind one address; far too few for guessing tokens. */
export const REFRESHES: RateLimit = { name: "refresh", most: 1200, windowMs: MINUTE_MS };

/** Each causes a request to the provider. */
export const PROVIDER_SIGN_INS: RateLimit = { name: "provider", most: 120, windowMs: MINUTE_MS };

type Kind = Record<"pair" | "account" | "network", Throttle>;

/**
 * Origin of an attempt. Origins known to the account, by network or by a session's token, are throttled separately from
 * strangers, who could otherwise lock out the owner.
 */
export interface Origin {
  network: string;
  isKnown: boolean;
  /** The account's session proven by a token; its attempts then do not share the network's limit. */
  sessionId: string | null;
}

/** Origin of an authenticated viewer acting on their own account. */
export function originOf({ sessionId }: SignedIn, address: string): Origin {
  return { network: networkOf(address), isKnown: true, sessionId: sessionId ?? null };
}

export interface Attempt {
  /** The attempt succeeded: clears earlier failures of this account and origin. */
  right(): Promise<void>;
  /** The attempt was not evaluated: does not count. */
  takeBack(): Promise<void>;
}

/**
 * Counts an attempt before it is evaluated, so that concurrent attempts count too. RATE_LIMITED if it must wait; it then
 * does not count.
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

/** Keeps e-mail addresses out of Redis. */
function digest(account: string): string {
  return createHash("sha256").update(account).digest("base64url");
}
