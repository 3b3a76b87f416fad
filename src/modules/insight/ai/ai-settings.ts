import { booleanSetting, integerSetting, retentionSetting } from "../../contracts/setting.js";
import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";

export const aiEnabled = booleanSetting({
  name: "ai.enabled",
  description: "Whether AI answers requests. Otherwise they return AI_UNAVAILABLE, and queued ones wait.",
  default: true,
});

export const aiPerDay = integerSetting({
  name: "ai.requestsPerDay",
  description:
    "AI requests of an account per day (UTC), to which the entitlement ai-quota adds. Repeated requests that are answered from the cache do not count.",
  default: 20,
  minimum: 0,
  maximum: 100_000,
});

export const aiSettings = [aiEnabled, aiPerDay];

export const aiRetention: readonly RetentionRule[] = [
  {
    name: "ai-requests",
    days: retentionSetting("aiRequests", {
      description: "Days that AI requests are kept, with what was sent and the answers. Reviews of submissions are removed with them.",
      default: 365,
    }),
    purge: purgeRows("ai_requests", "created_at < ? and finished_at is not null"),
  },
];
