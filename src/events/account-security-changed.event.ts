import { reader } from "./parse.js";

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
export interface AccountSecurityChanged {
  userId: string;
  change: SecurityChange;
  /** Identifies this change: two events with the same value cause one mail. */
  about: string;
}

export const accountSecurityChanged = {
  name: "account.security-changed",
  parse(payload: unknown): AccountSecurityChanged {
    const read = reader(payload, "account.security-changed");
    return { userId: read.id("userId"), change: read.oneOf("change", SECURITY_CHANGES), about: read.id("about") };
  },
};
