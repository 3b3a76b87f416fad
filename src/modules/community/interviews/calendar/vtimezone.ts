/** VTIMEZONE of RFC 5545 (3.6.5) for a zone of IANA: its clock changes around a time. Pure. */
import { Temporal } from "temporal-polyfill";

const two = (value: number) => String(value).padStart(2, "0");

function offsetText(nanoseconds: number): string {
  const seconds = Math.abs(Math.trunc(nanoseconds / 1e9));
  const text = `${nanoseconds < 0 ? "-" : "+"}${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? text : `${text}${two(seconds % 60)}`;
}

const basic = (local: Temporal.PlainDateTime) => local.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");

type Kind = "STANDARD" | "DAYLIGHT";

/** From this local time of the offset before, the offset after applies. */
function observance(kind: Kind, start: Temporal.PlainDateTime, from: number, to: number): string[] {
  return [`BEGIN:${kind}`, `DTSTART:${basic(start)}`, `TZOFFSETFROM:${offsetText(from)}`, `TZOFFSETTO:${offsetText(to)}`, `END:${kind}`];
}

function changed(at: Temporal.ZonedDateTime): string[] {
  const from = at.subtract({ nanoseconds: 1 }).offsetNanoseconds;
  const to = at.offsetNanoseconds;
  const start = at.toInstant().toZonedDateTimeISO("UTC").toPlainDateTime().add({ nanoseconds: from });
  return observance(to > from ? "DAYLIGHT" : "STANDARD", start, from, to);
}

/** A zone whose clock was not changed for so long has no daylight saving time. */
const SETTLED_DAYS = 550;

/**
 * Right from a day before `from` until `until`, and for the clock change before that: some readers want to see both kinds of time in a zone that
 * has both.
 */
export function vtimezone(zone: string, from: Date, until: Date): string {
  const first = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
  const last = first.getTimeZoneTransition("previous");
  const changes: Temporal.ZonedDateTime[] = [];
  let at = first;
  if (last && first.since(last, { largestUnit: "day" }).days < SETTLED_DAYS) {
    const earlier = last.getTimeZoneTransition("previous");
    if (earlier) changes.push(earlier);
    changes.push(last);
  }
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (!next || next.epochMilliseconds > until.getTime()) break;
    changes.push(next);
    at = next;
  }
  const offset = first.offsetNanoseconds;
  const settled = changes.length === 0 || changes[0]!.epochMilliseconds > first.epochMilliseconds;
  const lines = [
    ...(settled ? observance("STANDARD", Temporal.PlainDateTime.from("1970-01-01T00:00"), offset, offset) : []),
    ...changes.flatMap(changed),
  ];
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...lines, "END:VTIMEZONE"].join("\r\n");
}
