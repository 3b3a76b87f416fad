import { DAY_MS, HOUR_MS } from "../../../../kernel/units.js";
import type { InvitationRates } from "../../../accounts/identity/people-lists/invitation-limits.js";
import { INVITATION_MAILS_PER_DAY, INVITATIONS_PER_DAY, ROSTERS_PER_HOUR } from "../class-limits.js";

export const ROSTER_RATES: InvitationRates = {
  imports: {
    ...{ name: "class-rosters", most: ROSTERS_PER_HOUR, windowMs: HOUR_MS },
    message: `An account imports at most ${ROSTERS_PER_HOUR} rosters an hour.`,
  },
  invitations: {
    ...{ name: "class-invitations", most: INVITATIONS_PER_DAY, windowMs: DAY_MS },
    message: `An account invites at most ${INVITATIONS_PER_DAY} people a day. Give the others the join code.`,
  },
  mails: { name: "class-invitation-mails", most: INVITATION_MAILS_PER_DAY, windowMs: DAY_MS },
};
