/** A roster mails people who asked for nothing, and tells whether an address has an account: both are rationed. */
import { createHash } from "node:crypto";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { DAY_MS, HOUR_MS } from "../../../../kernel/units.js";
import type { RateLimit, RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { INVITATION_MAILS_PER_DAY, INVITATIONS_PER_DAY, ROSTERS_PER_HOUR } from "../class-limits.js";

const IMPORTS: RateLimit = { name: "class-rosters", most: ROSTERS_PER_HOUR, windowMs: HOUR_MS };
const INVITATIONS: RateLimit = { name: "class-invitations", most: INVITATIONS_PER_DAY, windowMs: DAY_MS };
const MAILS: RateLimit = { name: "class-invitation-mails", most: INVITATION_MAILS_PER_DAY, windowMs: DAY_MS };

export interface RosterLimits {
  /** RATE_LIMITED after too many imports. */
  countImport(viewer: SignedIn): Promise<void>;
  /** RATE_LIMITED after too many new invitations. */
  countInvitations(viewer: SignedIn, count: number): Promise<void>;
  /** False if the address has reached its limit of invitations from all senders. */
  mayMail(email: string): Promise<boolean>;
}

export function createRosterLimits(limiter: RateLimiter): RosterLimits {
  return {
    async countImport(viewer) {
      const refused = await limiter.take(IMPORTS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `An account imports at most ${ROSTERS_PER_HOUR} rosters an hour.`, refused);
    },

    async countInvitations(viewer, count) {
      if (count === 0) return;
      const spending = await limiter.spend(INVITATIONS, viewer.id, count);
      if (!spending?.exceeded) return;
      const message = `An account invites at most ${INVITATIONS_PER_DAY} people a day. Give the others the join code.`;
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
