import { purgeRows } from "../../../../platform/database/purge.js";
import { purgeAuditEntries } from "../../../base/audit/record.js";
import type { RetentionRule } from "../../../contracts/module.js";
import { integerSetting, retentionSetting } from "../../../contracts/setting.js";

export const adminRetention: readonly RetentionRule[] = [
  {
    name: "audit-entries",
    // Has a minimum of its own, so that a stolen admin token cannot be used to purge its traces.
    days: integerSetting({
      name: "retention.auditEntriesDays",
      description: "Days for which an entry of the audit log is kept.",
      default: 730,
      minimum: 90,
      maximum: 36_500,
    }),
    purge: purgeAuditEntries,
  },
  {
    name: "failed-jobs",
    days: retentionSetting("failedJobs", { description: "Days for which a failed job can be retried.", default: 90 }),
    purge: purgeRows("failed_jobs", "failed_at < ?"),
  },
  {
    name: "announcements",
    days: retentionSetting("announcements", {
      description: "Days for which an announcement is listed for admins after its end.",
      default: 730,
    }),
    purge: purgeRows("announcements", "least(ends_at, withdrawn_at) < ?"),
  },
  {
    name: "retention-runs",
    days: retentionSetting("retentionRuns", { description: "Days for which the record of removals by retention is kept.", default: 365 }),
    purge: purgeRows("retention_runs", "day < ?::date"),
  },
];
