import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const authorshipRetention: readonly RetentionRule[] = [
  {
    name: "ownership-offers",
    days: retentionSetting("ownershipOffers", {
      description: "Days that offers of ownership are kept. The audit log keeps what they changed.",
      default: 365,
    }),
    purge: purgeRows("ownership_offers", "created_at < ?"),
  },
];
