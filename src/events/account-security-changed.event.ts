import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Each change sends a mail to the account's owner. */
export const SECURITY_CHANGES = [
  "NEW_SIGN_IN",
  "PASSWORD_CHANGED",
  "PASSWORD_RESET",
  "EMAIL_CHANGE_REQUESTED",
  "TWO_FACTOR_ENABLED",
  "TWO_FACTOR_DISABLED",
  "RECOVERY_CODE_USED",
  "RECOVERY_CODES_RENEWED",
  "API_TOKEN_CREATED",
  "PROVIDER_LINKED",
  "PROVIDER_UNLINKED",
  "REFRESH_TOKEN_REUSED",
  "SUSPENDED",
  "REINSTATED",
  "IMPERSONATED",
] as const;

export type SecurityChange = (typeof SECURITY_CHANGES)[number];

/**
 * A security-relevant change that the account's owner must learn of, as it may be someone else's doing. Written in the transaction of
 * the change.
 */
export const accountSecurityChanged = contract(
  "account.security-changed",
  z.object({
    userId: id,
    change: z.enum(SECURITY_CHANGES),
    /** Identifies this change: two events with the same value cause one mail. */
    about: id,
  }),
);

export type AccountSecurityChanged = PayloadOf<typeof accountSecurityChanged>;
