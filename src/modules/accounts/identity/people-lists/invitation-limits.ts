/** Invitations mail people who asked for nothing, and a list tells whether an address has an account: both are limited. */
import { createHash } from "node:crypto";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import type { RateLimit, RateLimiter } from "../../../../platform/redis/rate-limit.js";

/** Each limit with what a refusal says. */
export interface InvitationRates {
  imports: RateLimit & { message: string };
  invitations: RateLimit & { message: string };
  /** For each address, from all senders. */
  mails: RateLimit;
}

export interface InvitationLimits {
  /** RATE_LIMITED after too many imports. */
  countImport(viewer: SignedIn): Promise<void>;
  /** RATE_LIMITED after too many new invitations. */
  countInvitations(viewer: SignedIn, count: number): Promise<void>;
  /** False if the address has reached its limit of mails from all senders. */
  mayMail(email: string): Promise<boolean>;
}

export function createInvitationLimits(limiter: RateLimiter, { imports, invitations, mails }: InvitationRates): InvitationLimits {
  return {
    async countImport(viewer) {
      const refused = await limiter.take(imports, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", imports.message, refused);
    },

    async countInvitations(viewer, count) {
      if (count === 0) return;
      const spending = await limiter.spend(invitations, viewer.id, count);
      if (spending?.exceeded) throw new AppError("RATE_LIMITED", invitations.message, { retryAfterMs: spending.resetMs });
    },

    mayMail: async (email) => (await limiter.take(mails, mailboxKey(email))) === null,
  };
}

/** One key for all tags of a mailbox (`ada+x@example.org`). Hashed: no addresses in Redis. */
function mailboxKey(email: string): string {
  return createHash("sha256")
    .update(email.replace(/\+[^@]*@/, "@"))
    .digest("base64url");
}
