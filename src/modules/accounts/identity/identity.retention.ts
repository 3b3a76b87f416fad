import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

/** Ended items are kept for a while for inquiries; the audit log keeps the facts longer. */
export const identityRetention: readonly RetentionRule[] = [
  {
    name: "sessions",
    days: retentionSetting("sessions", { description: "Days for which an expired session is kept.", default: 30 }),
    purge: purgeRows("sessions", "expires_at < ?"),
  },
  {
    name: "known-devices",
    days: retentionSetting("knownDevices", { description: "Days for which an unused device is remembered.", default: 365 }),
    purge: purgeRows("known_devices", "last_used_at < ?"),
  },
  {
    name: "mailed-links",
    days: retentionSetting("mailedLinks", { description: "Days for which an expired mailed link is kept.", default: 7 }),
    purge: purgeRows("mailed_links", "expires_at < ?"),
  },
  {
    name: "api-tokens",
    days: retentionSetting("apiTokens", { description: "Days for which an expired API token is listed.", default: 90 }),
    purge: purgeRows("api_tokens", "expires_at < ?"),
  },
];
