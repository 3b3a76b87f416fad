import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

const OVER = "status not in ('PROPOSED', 'CONFIRMED')";

export const interviewsRetention: readonly RetentionRule[] = [
  {
    name: "interview-events",
    days: retentionSetting("interviewEvents", {
      description: "Days that shared code, messages and runs of interviews are kept, for the replay.",
      default: 365,
    }),
    purge: purgeRows("interview_events", `created_at < ? and exists (select from interviews i where i.id = interview_id and i.${OVER})`),
  },
  {
    name: "interview-snapshots",
    days: retentionSetting("interviewSnapshots", { description: "Days that the final shared code of interviews is kept.", default: 365 }),
    purge: purgeRows(
      "interview_snapshots",
      `exists (select from interviews i where i.id = interview_id and i.starts_at < ? and i.${OVER})`,
    ),
  },
  {
    name: "interviews",
    days: retentionSetting("interviews", {
      description: "Days that interviews are kept after their start, with notes and feedback.",
      default: 1095,
    }),
    purge: purgeRows("interviews", `starts_at < ? and ${OVER}`),
  },
  {
    name: "interview-requests",
    days: retentionSetting("interviewRequests", { description: "Days that closed requests for a peer are kept.", default: 365 }),
    purge: purgeRows("interview_requests", "created_at < ? and status <> 'OPEN'"),
  },
  {
    name: "interview-availability",
    days: retentionSetting("interviewAvailability", { description: "Days that windows of time are kept after their end.", default: 90 }),
    purge: purgeRows("interview_availability", "ends_at < ?"),
  },
];
