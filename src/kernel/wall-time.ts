/**
 * Times as people enter them: date and time of a wall clock in a zone. The only place that turns them into instants, so every deadline
 * follows the same rules (RFC 9557 and Temporal's disambiguation). A row keeps what was entered; its instant is derived.
 */
import { Temporal } from "temporal-polyfill";

/**
 * Which instant a wall clock time means if the clock skips it (a gap) or shows it twice (a fold):
 *
 *   COMPATIBLE  in a gap the instant after it, as far from its end as entered; in a fold the first. Python's `fold=0`.
 *   EARLIER     in a gap the same distance before it; in a fold the first.
 *   LATER       in a gap the instant after it; in a fold the second.
 *
 * Python's `fold=1` is EARLIER in gaps and LATER in folds.
 */
export const DISAMBIGUATIONS = ["COMPATIBLE", "EARLIER", "LATER"] as const;
export type Disambiguation = (typeof DISAMBIGUATIONS)[number];

export interface WallTime {
  /** `YYYY-MM-DDTHH:MM` or with seconds, without a zone. */
  local: string;
  /** IANA name, such as `Europe/Berlin`. */
  zone: string;
  disambiguation: Disambiguation;
}

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::([0-5]\d))?$/;
/** Names only: offsets such as `+02:00` know no clock changes. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** Whether the platform knows the zone. */
export function isZone(zone: string): boolean {
  if (!ZONE_NAME.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** The text in its one form: without seconds if they are 0. Null if it is no date and time of the years 1970 to 2999. */
export function normalLocal(text: string): string | null {
  const parts = LOCAL.exec(text);
  if (!parts) return null;
  const year = Number(parts[1]);
  if (year < 1970 || year > 2999) return null;
  try {
    return written(Temporal.PlainDateTime.from(text, { overflow: "reject" }));
  } catch {
    return null;
  }
}

/** Whole minutes need no seconds. */
function written(local: Temporal.PlainDateTime): string {
  return local.toString({ smallestUnit: local.second === 0 ? "minute" : "second" });
}

const WORDS = { COMPATIBLE: "compatible", EARLIER: "earlier", LATER: "later" } as const;

/** Throws a RangeError for a text or zone that `normalLocal` and `isZone` refuse. */
export function instantOf({ local, zone, disambiguation }: WallTime): Date {
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: WORDS[disambiguation] });
  return new Date(zoned.epochMilliseconds);
}

/** What the clock of the zone shows. */
export function localOf(instant: Date, zone: string): string {
  return written(Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDateTime());
}

/** ONCE: an ordinary time. SKIPPED: the clock never shows it. REPEATED: it shows it twice. */
export type Occurrence = "ONCE" | "SKIPPED" | "REPEATED";

export function occurrenceOf({ local, zone }: Pick<WallTime, "local" | "zone">): Occurrence {
  const plain = Temporal.PlainDateTime.from(local);
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) => plain.toZonedDateTime(zone, { disambiguation }));
  if (earlier!.epochMilliseconds === later!.epochMilliseconds) return "ONCE";
  return earlier!.toPlainDateTime().equals(plain) ? "REPEATED" : "SKIPPED";
}

/** The same time of day, whole days later (or earlier, if negative). A clock change in between does not move it. */
export function shiftedByDays(wall: WallTime, days: number): WallTime {
  return { ...wall, local: written(Temporal.PlainDateTime.from(wall.local).add({ days })) };
}

/** Whole days from the first date to the second; times of day do not matter. */
export function daysBetween(from: string, to: string): number {
  const [first, second] = [from, to].map((text) => Temporal.PlainDateTime.from(text).toPlainDate());
  return first!.until(second!, { largestUnit: "day" }).days;
}
