/** VTIMEZONE of RFC 5545 (3.6.5) for a zone of IANA: its clock changes around a time. Pure. */
import { Temporal } from "temporal-polyfill";

const two = (value: number) => String(value).padStart(2, "0");

function offsetText(nanoseconds: number): string {
  const seconds = Math.abs(Math.trunc(nanoseconds / 1e9));
  const text = `${nanoseconds < 0 ? "-" : "+"}${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? text : `${text}${two(seconds % 60)}`;
}

const basic = (local: Temporal.PlainDateTime) => local.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");

/** One observance: from this local time of the offset before, the offset after applies. */
function observance(start: Temporal.PlainDateTime, from: number, to: number): string[] {
  const kind = to > from ? "DAYLIGHT" : "STANDARD";
  return [`BEGIN:${kind}`, `DTSTART:${basic(start)}`, `TZOFFSETFROM:${offsetText(from)}`, `TZOFFSETTO:${offsetText(to)}`, `END:${kind}`];
}

/** Right from the last change before `from` until `until`. */
export function vtimezone(zone: string, from: Date, until: Date): string {
  let at = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
  const before = at.getTimeZoneTransition("previous");
  const lines: string[] = [];
  const add = (change: Temporal.ZonedDateTime) => {
    const earlier = change.subtract({ nanoseconds: 1 }).offsetNanoseconds;
    lines.push(...observance(change.toInstant().toZonedDateTimeISO("UTC").toPlainDateTime().add({ nanoseconds: earlier }), earlier, change.offsetNanoseconds));
  };
  if (before) add(before);
  else lines.push(...observance(Temporal.PlainDateTime.from("1970-01-01T00:00"), at.offsetNanoseconds, at.offsetNanoseconds));
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (!next || next.epochMilliseconds > until.getTime()) break;
    add(next);
    at = next;
  }
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...lines, "END:VTIMEZONE"].join("\r\n");
}
