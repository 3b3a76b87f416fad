import { describe, expect, it } from "@jest/globals";
import ICAL from "ical.js";
import { calendarText, type CalendarEntry } from "./calendar-text.js";
import { vtimezone } from "./vtimezone.js";

const entry: CalendarEntry = {
  ...{ id: "0199aa00-0000-7000-8000-000000000001", sequence: 0, status: "CONFIRMED", startsAt: new Date("2027-03-28T15:00Z"), minutes: 45 },
  ...{
    changedAt: new Date("2027-03-01T10:00:30Z"),
    summary: "Interview, with; Zoë\nand \\",
    url: "https://codequest.example/interviews/1",
  },
  description: "x".repeat(200),
};
const text = (change: Partial<CalendarEntry>, method: "REQUEST" | "CANCEL" = "REQUEST", zone = "Europe/Berlin") =>
  calendarText({
    ...{ method, zone, organizer: { name: 'Code"Quest', address: "no-reply@codequest.example" }, domain: "codequest.example" },
    attendee: { name: "Ada", address: "ada@example.com" },
    entries: [{ ...entry, ...change }],
  });

/** What another program reads. Registers the zone of the text itself. */
function read(source: string) {
  const calendar = new ICAL.Component(ICAL.parse(source) as never);
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone")!);
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
  const instant = (time: InstanceType<typeof ICAL.Time>) =>
    new Date(1000 * time.convertToZone(ICAL.Timezone.utcTimezone).toUnixTime()).toISOString();
  event.startDate.zone = zone;
  event.endDate.zone = zone;
  return {
    method: calendar.getFirstPropertyValue("method"),
    status: event.component.getFirstPropertyValue("status"),
    ...{ uid: event.uid, sequence: event.sequence, summary: event.summary, starts: instant(event.startDate), ends: instant(event.endDate) },
    stamp: String(event.component.getFirstPropertyValue("dtstamp")),
    attendees: event.attendees.map((attendee) => String(attendee.getFirstValue()).toLowerCase()),
  };
}

describe("calendar texts", () => {
  it("are read alike by another program, through an update and a cancellation", () => {
    const uid = `${entry.id}@codequest.example`;
    expect(read(text({}))).toEqual({
      ...{ method: "REQUEST", status: "CONFIRMED", uid, sequence: 0, summary: entry.summary, stamp: "2027-03-01T10:00:30Z" },
      ...{ starts: "2027-03-28T15:00:00.000Z", ends: "2027-03-28T15:45:00.000Z", attendees: ["mailto:ada@example.com"] },
    });
    const moved = read(text({ sequence: 2, status: "TENTATIVE", startsAt: new Date("2027-11-01T15:00Z") }));
    expect(moved).toMatchObject({ uid, sequence: 2, status: "TENTATIVE", starts: "2027-11-01T15:00:00.000Z" });
    expect(read(text({ sequence: 3, status: "CANCELLED" }, "CANCEL"))).toMatchObject({
      method: "CANCEL",
      status: "CANCELLED",
      uid,
      sequence: 3,
    });
  });

  it.each(["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "UTC", "No/Where"])(
    "are right in %s",
    (zone) => {
      for (const month of [1, 3, 7, 10, 11]) {
        const startsAt = new Date(Date.UTC(2027, month - 1, 28, 18));
        expect(read(text({ startsAt }, "REQUEST", zone)).starts).toBe(startsAt.toISOString());
      }
    },
  );

  it("have lines of at most 75 octets", () => {
    for (const line of text({}).split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it("describe the clock changes of the zone", () => {
    expect(vtimezone("Europe/Berlin", new Date("2027-03-27T00:00Z"), new Date("2027-03-30T00:00Z")).split("\r\n")).toEqual([
      ...["BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:DAYLIGHT", "DTSTART:20260329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"],
      ...["END:DAYLIGHT", "BEGIN:STANDARD", "DTSTART:20261025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD"],
      ...["BEGIN:DAYLIGHT", "DTSTART:20270328T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT", "END:VTIMEZONE"],
    ]);
  });
});
