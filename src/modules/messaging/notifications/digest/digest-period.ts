export const DIGEST_FREQUENCIES = ["OFF", "DAILY", "WEEKLY"] as const;
export type DigestFrequency = (typeof DIGEST_FREQUENCIES)[number];

/** Local hour, in the account's time zone, at which a period ends and its digest is due. */
const HOUR = 8;
const DAY_MS = 86_400_000;

/**
 * First day of the current period. A digest is due when it differs from the stored one. Only local time counts, so a day
 * of 23 or 25 hours has one digest, as has a day on which the account changes time zones.
 */
export function periodOf(now: Date, timezone: string, frequency: Exclude<DigestFrequency, "OFF">): string {
  const { day, hour } = wallClock(now, timezone);
  const daily = hour >= HOUR ? day : day - DAY_MS;
  if (frequency === "DAILY") return dateOf(daily);
  const sinceMonday = (new Date(daily).getUTCDay() + 6) % 7;
  return dateOf(daily - sinceMonday * DAY_MS);
}

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The local date, as its midnight in UTC, and the local hour. Unknown zones count as UTC. */
function wallClock(now: Date, timezone: string): { day: number; hour: number } {
  const parts = Object.fromEntries(
    formatter(timezone)
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return { day: Date.UTC(parts.year!, parts.month! - 1, parts.day), hour: parts.hour! };
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const options = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en", { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en", { ...options, timeZone: "UTC" });
  }
}
