import { AppError } from "../../../kernel/errors.js";
import { MINUTE_MS } from "../../../kernel/units.js";
import { maintenanceMessage } from "../../base/settings/maintenance.js";
import { booleanSetting, integerSetting } from "../../contracts/setting.js";
import type { Settings } from "../../base/settings/settings.service.js";

export const submissionsAccepted = booleanSetting({
  name: "submissions.accepted",
  description:
    "Whether `submitCode` and `runCode` accept code. Otherwise they return SERVICE_UNAVAILABLE with the maintenance message. Queued submissions are still judged.",
  default: true,
});

export const submissionsPerMinute = integerSetting({
  name: "submissions.perMinute",
  description: "Maximum number of submissions per account and minute.",
  default: (env) => env.SUBMISSIONS_PER_MINUTE,
  minimum: 1,
  maximum: 100_000,
});

export const runsPerMinute = integerSetting({
  name: "runs.perMinute",
  description: "Maximum number of code runs per account and minute.",
  default: (env) => env.RUNS_PER_MINUTE,
  minimum: 1,
  maximum: 100_000,
});

export const submissionsQueueLimit = integerSetting({
  name: "submissions.queueLimit",
  description: "Submissions that may wait for the judge. `submitCode` answers QUEUE_FULL to more. Rejudgements are not among them.",
  default: (env) => env.SUBMISSIONS_QUEUE_LIMIT,
  minimum: 1,
  maximum: 1_000_000,
});

export const runsQueueLimit = integerSetting({
  name: "runs.queueLimit",
  description: "Code runs that may wait for the judge. `runCode` answers QUEUE_FULL to more.",
  default: (env) => env.RUNS_QUEUE_LIMIT,
  minimum: 1,
  maximum: 100_000,
});

export const intakeSettings = [submissionsAccepted, submissionsPerMinute, runsPerMinute, submissionsQueueLimit, runsQueueLimit];

/** Throws SERVICE_UNAVAILABLE with the admins' maintenance message while intake is off. */
export function expectIntake(settings: Settings): void {
  if (settings.get(submissionsAccepted)) return;
  const message = settings.get(maintenanceMessage) || "Submissions are disabled for maintenance. Try again later.";
  throw new AppError("SERVICE_UNAVAILABLE", message, { retryAfterMs: MINUTE_MS });
}
