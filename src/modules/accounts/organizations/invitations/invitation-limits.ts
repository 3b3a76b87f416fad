/** Invitations mail people who asked for nothing, and codes can be guessed: both are rationed. */
import { createHash } from "node:crypto";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import type { RateLimit, RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { IMPORTS_PER_HOUR, INVITATIONS_PER_DAY, MAILS_PER_ADDRESS_AND_DAY } from "../organization-limits.js";

const GUESSES: RateLimit = { name: "organization-codes", most: 10, windowMs: MINUTE_MS };
const IMPORTS: RateLimit = { name: "organization-imports", most: IMPORTS_PER_HOUR, windowMs: HOUR_MS };
const INVITATIONS: RateLimit = { name: "organization-invitations", most: INVITATIONS_PER_DAY, windowMs: DAY_MS };
const MAILS: RateLimit = { name: "organization-invitation-mails", most: MAILS_PER_ADDRESS_AND_DAY, windowMs: DAY_MS };

export interface InvitationLimits {
  /** RATE_LIMITED after too many codes. */
  countGuess(viewer: SignedIn): Promise<void>;
  /** RATE_LIMITED after too many imports. */
  countImport(viewer: SignedIn): Promise<void>;
  /** RATE_LIMITED after too many invitations by mail. */
  countInvitations(viewer: SignedIn, count: number): Promise<void>;
  /** False if the address has reached its limit of mails from all senders. */
  mayMail(email: string): Promise<boolean>;
}

export function createInvitationLimits(limiter: RateLimiter): InvitationLimits {
  const take = async (limit: RateLimit, { id }: SignedIn, message: string) => {
    const refused = await limiter.take(limit, id);
    if (refused) throw new AppError("RATE_LIMITED", message, refused);
  };
  return {
    countGuess: (viewer) => take(GUESSES, viewer, "Too many codes tried. Try again later."),
    countImport: (viewer) => take(IMPORTS, viewer, `An account imports at most ${IMPORTS_PER_HOUR} lists of members an hour.`),

    async countInvitations(viewer, count) {
      if (count === 0) return;
      const spending = await limiter.spend(INVITATIONS, viewer.id, count);
      if (!spending?.exceeded) return;
      const message = `An account sends at most ${INVITATIONS_PER_DAY} invitations a day. Give the others a link.`;
      throw new AppError("RATE_LIMITED", message, { retryAfterMs: spending.resetMs });
    },

    mayMail: async (email) => (await limiter.take(MAILS, mailboxKey(email))) === null,
  };
}

/** One key for all tags of a mailbox (`ada+x@example.org`). Hashed: no addresses in Redis. */
function mailboxKey(email: string): string {
  return createHash("sha256")
    .update(email.replace(/\+[^@]*@/, "@"))
    .digest("base64url");
}
