import { describe, expect, it } from "@jest/globals";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { openIntervals, startsIn, without, type AvailabilityRule, type Interval } from "./open-times.js";

const range = (from: string, to: string): Interval => ({ start: Date.parse(from), end: Date.parse(to) });
const shown = (intervals: readonly Interval[]) =>
  intervals.map(({ start, end }) => `${new Date(start).toISOString().slice(5, 16)}/${new Date(end).toISOString().slice(5, 16)}`);
const rule = (change: Partial<AvailabilityRule>): AvailabilityRule => ({
  ...{ local: "2027-03-27T09:00", zone: "Europe/Berlin", minutes: 120, rule: null, exceptions: [], ...change },
});
const MARCH = range("2027-03-26T00:00Z", "2027-03-31T00:00Z");
const OCTOBER = range("2027-10-30T00:00Z", "2027-11-02T00:00Z");

describe("open times", () => {
  it("keep the wall clock through changes of the clock", () => {
    expect(shown(openIntervals([rule({ rule: "FREQ=DAILY;COUNT=3" })], MARCH))).toEqual([
      ...["03-27T08:00/03-27T10:00", "03-28T07:00/03-28T09:00", "03-29T07:00/03-29T09:00"],
    ]);
    // The clock skips 2 to 3 on the 28th.
    expect(shown(openIntervals([rule({ local: "2027-03-28T01:30", minutes: 120 })], MARCH))).toEqual(["03-28T00:30/03-28T01:30"]);
    expect(shown(openIntervals([rule({ local: "2027-03-28T02:15", minutes: 30 })], MARCH))).toEqual(["03-28T01:15/03-28T01:45"]);
    expect(openIntervals([rule({ local: "2027-03-28T02:30", minutes: 30 })], MARCH)).toEqual([]);
    // It shows 2 to 3 twice on the 31st: the first is meant, and a window across both lasts an hour longer.
    expect(shown(openIntervals([rule({ local: "2027-10-31T02:15", minutes: 30 })], OCTOBER))).toEqual(["10-31T00:15/10-31T00:45"]);
    expect(shown(openIntervals([rule({ local: "2027-10-31T01:00", minutes: 180 })], OCTOBER))).toEqual(["10-30T23:00/10-31T03:00"]);
  });

  it("leave out exceptions and busy times, and join what overlaps", () => {
    const rules = [rule({ rule: "FREQ=DAILY;COUNT=3", exceptions: ["2027-03-28"] }), rule({ local: "2027-03-27T10:30", minutes: 90 })];
    const open = openIntervals(rules, MARCH);
    expect(shown(open)).toEqual(["03-27T08:00/03-27T11:00", "03-29T07:00/03-29T09:00"]);
    const busy = [range("2027-03-27T08:30Z", "2027-03-27T09:30Z"), range("2027-03-27T09:00Z", "2027-03-27T10:00Z")];
    expect(shown(without(open, busy))).toEqual(["03-27T08:00/03-27T08:30", "03-27T10:00/03-27T11:00", "03-29T07:00/03-29T09:00"]);
    expect(startsIn(without(open, busy), 60).map((start) => new Date(start).toISOString().slice(8, 16))).toEqual([
      ...["27T10:00", "29T07:00", "29T07:15", "29T07:30", "29T07:45", "29T08:00"],
    ]);
  });

  it("are cut to the range", () => {
    const day = range("2027-03-27T09:07Z", "2027-03-27T09:59Z");
    expect(shown(openIntervals([rule({})], day))).toEqual(["03-27T09:07/03-27T09:59"]);
    expect(startsIn(openIntervals([rule({})], day), 30)).toEqual([day.start + 8 * MINUTE_MS]);
  });
});
