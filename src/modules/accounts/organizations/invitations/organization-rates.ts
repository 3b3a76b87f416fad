import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import type { RateLimit } from "../../../../platform/redis/rate-limit.js";
import type { InvitationRates } from "../../identity/people-lists/invitation-limits.js";
import { IMPORTS_PER_HOUR, INVITATIONS_PER_DAY, MAILS_PER_ADDRESS_AND_DAY } from "../organization-limits.js";

/** Of codes of links, which can be guessed. */
export const GUESSES: RateLimit = { name: "organization-codes", most: 10, windowMs: MINUTE_MS };

export const ORGANIZATION_RATES: InvitationRates = {
  imports: {
    ...{ name: "organization-imports", most: IMPORTS_PER_HOUR, windowMs: HOUR_MS },
    message: `An account imports at most ${IMPORTS_PER_HOUR} lists of members an hour.`,
  },
  invitations: {
    ...{ name: "organization-invitations", most: INVITATIONS_PER_DAY, windowMs: DAY_MS },
    message: `An account sends at most ${INVITATIONS_PER_DAY} invitations a day. Give the others a link.`,
  },
  mails: { name: "organization-invitation-mails", most: MAILS_PER_ADDRESS_AND_DAY, windowMs: DAY_MS },
};
