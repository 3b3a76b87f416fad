import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const organizationsRetention: readonly RetentionRule[] = [
  {
    name: "organization-invitations",
    days: retentionSetting("organizationInvitations", {
      description:
        "Days for which an expired invitation to an organization is listed. It has the address of somebody who has not agreed to anything.",
      default: 30,
    }),
    purge: purgeRows("organization_invitations", "expires_at < ?"),
  },
];
