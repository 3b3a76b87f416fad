import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const classesRetention: readonly RetentionRule[] = [
  {
    name: "class-invitations",
    days: retentionSetting("classInvitations", {
      description: "Days that addresses of a roster wait for an account. People without an account have not agreed to anything.",
      default: 180,
    }),
    purge: purgeRows("class_invitations", "created_at < ?"),
  },
];
