import { Temporal } from "temporal-polyfill";
import { DAY_MS } from "./units.js";

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Zones that a runtime does not know count as UTC. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const options = { calendar: "iso8601", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit" } as const;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
  } catch {
    made = new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
  formatters.set(zone, made);
  return made;
}

/** The date on a calendar of the IANA time zone, as YYYY-MM-DD. */
export function localDay(at: Date, zone: string): string {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at)) parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** From one day to a later one; negative if it is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** False for days that the zone skipped when it moved across the date line, such as 2011-12-30 in Pacific/Apia. */
export function hasDay(zone: string, day: string): boolean {
  try {
    const noon = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: "12:00" });
    return noon.toPlainDate().toString() === day;
  } catch {
    return true;
  }
}

/** When the week of a moment begins on the calendar of the zone: Monday, as ISO 8601 has it. */
export function startOfWeek(at: Date, zone: string): { day: string; at: Date } {
  const day = localDay(at, zone);
  const monday = dayAfter(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));
  return { day: monday, at: startOfDay(monday, zone) };
}

function startOfDay(day: string, zone: string): Date {
  try {
    return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
  } catch {
    return new Date(Date.parse(day));
  }
}
