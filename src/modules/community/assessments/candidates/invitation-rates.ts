import { DAY_MS, HOUR_MS } from "../../../../kernel/units.js";
import type { InvitationRates } from "../../../accounts/identity/people-lists/invitation-limits.js";

const CALLS_PER_HOUR = 100;
export const INVITED_PER_DAY = 2000;
/** To one address, from all authors. */
export const MAILS_PER_DAY = 10;

export const ASSESSMENT_RATES: InvitationRates = {
  imports: {
    ...{ name: "assessment-invitation-calls", most: CALLS_PER_HOUR, windowMs: HOUR_MS },
    message: `An account invites candidates at most ${CALLS_PER_HOUR} times an hour.`,
  },
  invitations: {
    ...{ name: "assessment-invitations", most: INVITED_PER_DAY, windowMs: DAY_MS },
    message: `An account invites at most ${INVITED_PER_DAY} candidates a day.`,
  },
  mails: { name: "assessment-invitation-mails", most: MAILS_PER_DAY, windowMs: DAY_MS },
};
