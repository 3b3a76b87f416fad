import {
  daysBetween,
  instantOf,
  isZone,
  localOf,
  normalLocal,
  occurrenceOf,
  shiftedByDays,
  type Disambiguation,
  type Occurrence,
} from "./wall-time.js";

const at = (zone: string, local: string, disambiguation: Disambiguation = "COMPATIBLE") =>
  instantOf({ zone, local, disambiguation }).toISOString().slice(0, 16);

describe("a wall clock time", () => {
  // Expected instants: Python 3.11 zoneinfo with tzdata 2025b. `npm run prove:time-zones` compares all zones.
  it.each<[string, string, Occurrence, string, string, string]>([
    ["Europe/Berlin", "2026-03-29T02:30", "SKIPPED", "2026-03-29T01:30", "2026-03-29T00:30", "2026-03-29T01:30"],
    ["Europe/Berlin", "2026-10-25T02:30", "REPEATED", "2026-10-25T00:30", "2026-10-25T00:30", "2026-10-25T01:30"],
    ["America/New_York", "2026-03-08T02:30", "SKIPPED", "2026-03-08T07:30", "2026-03-08T06:30", "2026-03-08T07:30"],
    ["America/New_York", "2026-11-01T01:30", "REPEATED", "2026-11-01T05:30", "2026-11-01T05:30", "2026-11-01T06:30"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "SKIPPED", "2026-10-03T15:45", "2026-10-03T15:15", "2026-10-03T15:45"],
    ["Australia/Lord_Howe", "2026-04-05T01:45", "REPEATED", "2026-04-04T14:45", "2026-04-04T14:45", "2026-04-04T15:15"],
    ["Europe/Dublin", "2026-03-29T01:30", "SKIPPED", "2026-03-29T01:30", "2026-03-29T00:30", "2026-03-29T01:30"],
    ["Europe/Dublin", "2026-10-25T01:30", "REPEATED", "2026-10-25T00:30", "2026-10-25T00:30", "2026-10-25T01:30"],
    ["Africa/Casablanca", "2025-02-23T02:30", "REPEATED", "2025-02-23T01:30", "2025-02-23T01:30", "2025-02-23T02:30"],
    ["Africa/Casablanca", "2025-04-06T02:30", "SKIPPED", "2025-04-06T02:30", "2025-04-06T01:30", "2025-04-06T02:30"],
    ["Asia/Kathmandu", "2026-06-01T23:59", "ONCE", "2026-06-01T18:14", "2026-06-01T18:14", "2026-06-01T18:14"],
    ["Pacific/Apia", "2026-06-01T23:59", "ONCE", "2026-06-01T10:59", "2026-06-01T10:59", "2026-06-01T10:59"],
    ["Pacific/Kiritimati", "2026-06-01T23:59", "ONCE", "2026-06-01T09:59", "2026-06-01T09:59", "2026-06-01T09:59"],
    ["Pacific/Apia", "2011-12-30T12:00", "SKIPPED", "2011-12-30T22:00", "2011-12-29T22:00", "2011-12-30T22:00"],
  ])("in %s at %s is %s", (zone, local, occurrence, compatible, earlier, later) => {
    expect(occurrenceOf({ zone, local })).toBe(occurrence);
    expect([at(zone, local), at(zone, local, "EARLIER"), at(zone, local, "LATER")]).toEqual([compatible, earlier, later]);
  });

  it("stays at its time of day when days are added over a clock change", () => {
    const due = { zone: "Europe/Berlin", local: "2026-03-25T23:59", disambiguation: "COMPATIBLE" as const };
    const later = shiftedByDays(due, 7);
    expect(later.local).toBe("2026-04-01T23:59");
    expect(instantOf(later).getTime() - instantOf(due).getTime()).toBe((7 * 24 - 1) * 3_600_000);
    expect(shiftedByDays(later, -7)).toEqual(due);
    expect(daysBetween(due.local, "2026-04-01T00:00")).toBe(7);
  });

  it("is read back from its instant", () => {
    expect(localOf(new Date("2026-10-25T00:30:00Z"), "Europe/Berlin")).toBe("2026-10-25T02:30");
    expect(localOf(new Date("2026-10-25T00:30:05Z"), "Europe/Berlin")).toBe("2026-10-25T02:30:05");
  });

  it.each([
    ["2026-02-28T23:59", "2026-02-28T23:59"],
    ["2026-02-28T23:59:00", "2026-02-28T23:59"],
    ["2026-02-28T23:59:07", "2026-02-28T23:59:07"],
    ["2026-02-29T23:59", null],
    ["2026-02-28T24:00", null],
    ["2026-02-28T23:60", null],
    ["2026-02-28T23:59:60", null],
    ["2026-02-28T23:59Z", null],
    ["2026-02-28 23:59", null],
    ["1969-12-31T23:59", null],
    ["3000-01-01T00:00", null],
    ["", null],
  ])("%p is written as %p", (text, normal) => {
    expect(normalLocal(text)).toBe(normal);
  });

  it.each([
    ["Europe/Berlin", true],
    ["America/Argentina/Buenos_Aires", true],
    ["UTC", true],
    ["Etc/GMT+5", true],
    ["+02:00", false],
    ["Mars/Olympus", false],
    ["Europe/Berlin\u0000", false],
    ["", false],
  ])("zone %p exists: %p", (zone, exists) => {
    expect(isZone(zone)).toBe(exists);
  });
});
