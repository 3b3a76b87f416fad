import { MINUTE_MS } from "../../kernel/units.js";
import type { RateLimit } from "../../platform/rate-limit.js";

/**
 * Only failed sign-ins count. The tight limit is on one account from one address: it stops guessing, and lets nobody lock
 * someone else out. The wide ones stop guessing from many addresses, and at many accounts from one.
 */
export const FAILED_SIGN_INS = {
  accountFromAddress: { name: "sign-in-pair", most: 10, windowMs: 15 * MINUTE_MS },
  account: { name: "sign-in-account", most: 100, windowMs: 15 * MINUTE_MS },
  address: { name: "sign-in-address", most: 200, windowMs: 15 * MINUTE_MS },
} as const satisfies Record<string, RateLimit>;

/** A class behind one address registers within an hour; a script that makes accounts is slowed down. */
export const REGISTRATIONS: RateLimit = { name: "registration", most: 300, windowMs: 60 * MINUTE_MS };
