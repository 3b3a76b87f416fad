import { badInput } from "../../../../kernel/errors.js";
import { instantOf, normalLocal, shiftedByDays } from "../../../../kernel/wall-time.js";

const midnight = (day: string, zone: string) => ({ local: `${day}T00:00`, zone, disambiguation: "COMPATIBLE" as const });

/** The instant at which this day, as YYYY-MM-DD, is over in the zone. */
export function endOfDay(day: string, zone: string): Date {
  return instantOf(shiftedByDays(midnight(day, zone), 1));
}

/** When a class is archived whose term ends on this day. BAD_USER_INPUT for a day that is over. */
export function expectTermEnd(day: string, zone: string): Date {
  const field = "input.termEndsOn";
  if (normalLocal(`${day}T00:00`) === null) throw badInput(field, "This is not a date of the years 1970 to 2999.", "OUT_OF_RANGE");
  const end = endOfDay(day, zone);
  if (end <= new Date()) throw badInput(field, "This day is over in the time zone of the class.", "OUT_OF_RANGE");
  return end;
}

/** For a copy: whole days later. Null for a day that is over by then. */
export function shiftedTermEnd(day: string | null, days: number, zone: string): string | null {
  if (day === null) return null;
  const [shifted] = shiftedByDays(midnight(day, zone), days).local.split("T");
  return endOfDay(shifted!, zone) > new Date() ? shifted! : null;
}

/** A date of the schema, which is midnight in UTC, as YYYY-MM-DD. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
