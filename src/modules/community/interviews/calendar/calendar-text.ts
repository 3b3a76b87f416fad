/** iCalendar (RFC 5545) and its messages (RFC 5546). Addresses of other participants are never in it. Pure. */
import { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendar, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { Temporal } from "temporal-polyfill";
import { DAY_MS, MINUTE_MS } from "../../../../kernel/units.js";
import { isZone } from "../../../../kernel/wall-time.js";
import { vtimezone } from "./vtimezone.js";

export interface CalendarEntry {
  id: string;
  /** Raised by each change: clients keep the entry with the highest. */
  sequence: number;
  status: "CONFIRMED" | "TENTATIVE" | "CANCELLED";
  startsAt: Date;
  minutes: number;
  changedAt: Date;
  summary: string;
  description: string;
  url: string;
}

export interface CalendarReader {
  name: string;
  address: string;
}

interface Calendar {
  method: "PUBLISH" | "REQUEST" | "CANCEL";
  /** IANA; unknown ones count as UTC. */
  zone: string;
  organizer: CalendarReader;
  /** Who gets a REQUEST or CANCEL; null for a feed. */
  attendee: CalendarReader | null;
  /** Of the addresses: part of each UID. */
  domain: string;
  entries: readonly CalendarEntry[];
}

const METHODS = { PUBLISH: ICalCalendarMethod.PUBLISH, REQUEST: ICalCalendarMethod.REQUEST, CANCEL: ICalCalendarMethod.CANCEL };
const STATUSES = { CONFIRMED: ICalEventStatus.CONFIRMED, TENTATIVE: ICalEventStatus.TENTATIVE, CANCELLED: ICalEventStatus.CANCELLED };

/** Quotes and control characters have no escape in parameters. */
const parameter = (name: string) => name.replaceAll(/["\p{Cc}]/gu, " ").trim() || "CodeQuest";

export function calendarText({ method, zone: wanted, organizer, attendee, domain, entries }: Calendar): string {
  const zone = isZone(wanted) ? wanted : "UTC";
  const at = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(zone);
  const times = entries.map(({ startsAt }) => startsAt.getTime());
  const [from, until] = times.length === 0 ? [Date.now(), Date.now()] : [Math.min(...times), Math.max(...times)];
  const calendar = new ICalCalendar({
    method: METHODS[method],
    prodId: { company: "CodeQuest", product: "Interviews", language: "EN" },
    timezone: { name: zone, generator: (name) => vtimezone(name, new Date(from - DAY_MS), new Date(until + 2 * DAY_MS)) },
  });
  for (const entry of entries) {
    const event = calendar.createEvent({
      ...{ id: `${entry.id}@${domain}`, sequence: entry.sequence, status: STATUSES[entry.status] },
      ...{ start: at(entry.startsAt), end: at(new Date(entry.startsAt.getTime() + entry.minutes * MINUTE_MS)), timezone: zone },
      ...{ summary: entry.summary, description: entry.description, url: entry.url, stamp: entry.changedAt },
      organizer: { name: parameter(organizer.name), email: organizer.address },
    });
    if (attendee)
      event.createAttendee({
        ...{ name: parameter(attendee.name), email: attendee.address, role: ICalAttendeeRole.REQ },
        ...{ status: ICalAttendeeStatus.ACCEPTED, rsvp: false },
      });
  }
  return corrected(calendar.toString());
}

/**
 * RFC 5545 asks for UTC in DTSTAMP (3.8.7.2), where the library writes no Z if the calendar has a zone; and it has no TIMEZONE-ID, which
 * libical reports as an error.
 */
const corrected = (text: string): string =>
  text.replaceAll(/^(DTSTAMP:\d{8}T\d{6})(\r?)$/gm, "$1Z$2").replaceAll(/^TIMEZONE-ID:.*\r?\n/gm, "");
