/** Limits of organizations, shared by inputs and columns. */
export { NAME_MAX, SLUG, SLUG_MAX } from "../../contracts/organization-name.js";

export const DESCRIPTION_MAX = 5000;
export const WEBSITE_MAX = 500;
export const REASON_MAX = 1000;
export const SEAT_LIMIT_MAX = 1_000_000;
/** That one account creates and still owns. Admins may create more. */
export const OWNED_MAX = 10;
/** Of one account; they travel with each of its requests. Racing joins may exceed it by a few. */
export const MEMBERSHIPS_MAX = 50;
export const OWNERS_MAX = 20;
export const DOMAINS_MAX = 20;
export const DOMAIN_MAX = 253;

/** Pending ones of an organization. */
export const INVITATIONS_MAX = 5000;
export const EXPIRY_DAYS = { min: 1, max: 90, default: 14 };
export const USE_LIMIT_MAX = 100_000;
/** New invitations by mail and repeated mails, by one account. */
export const INVITATIONS_PER_DAY = 4000;
/** To one address, from all organizations together: one mail is enough to find all invitations. */
export const MAILS_PER_ADDRESS_AND_DAY = 3;
export const IMPORT_CHARS_MAX = 200_000;
export const IMPORT_ROWS_MAX = 2000;
export const IMPORTS_PER_HOUR = 30;

export const ISSUER_MAX = 500;
export const CLIENT_ID_MAX = 500;
export const CLIENT_SECRET_MAX = 2000;
/** Of OpenID Connect (Core 1.0, section 2). */
export const SUBJECT_MAX = 255;
