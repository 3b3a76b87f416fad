import { describe, expect, it } from "@jest/globals";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import { daysBetween, localDay, startOfWeek } from "../../../../kernel/local-day.js";
import { FREEZES_MOST, missedDays, streakNow, streakOf, withDay, type PracticeDay, type Streak } from "./streak.js";

const ZONES = Intl.supportedValuesOf("timeZone");

/** Same numbers on each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const at = (time: string) => new Date(time);
const once = (time: Date, zone: string): PracticeDay => ({
  day: localDay(time, zone),
  ...{ firstAt: time, firstZone: zone, lastAt: time, lastZone: zone },
});

/** As the tables are filled: one row for a date, rows in the order of their dates. */
class Learner {
  readonly days = new Map<string, PracticeDay>();

  practise(time: Date, zone: string): void {
    const day = localDay(time, zone);
    const known = this.days.get(day);
    this.days.set(day, known ? { ...known, lastAt: time, lastZone: zone } : once(time, zone));
  }

  ordered(): PracticeDay[] {
    return [...this.days.values()].toSorted((a, b) => a.day.localeCompare(b.day));
  }

  result(): { streak: Streak; frozen: number } {
    const { streak, frozen } = streakOf(this.ordered());
    return { streak: streak!, frozen: frozen.reduce((sum, count) => sum + count, 0) };
  }
}

/** The first moment at which the zone has a date that is at least `day`, to the minute. */
function beginOf(day: string, zone: string): number {
  let low = Date.parse(day) - 16 * HOUR_MS;
  let high = Date.parse(day) + 40 * HOUR_MS;
  while (high - low > MINUTE_MS) {
    const middle = (low + high) / 2;
    if (localDay(new Date(middle), zone) >= day) high = middle;
    else low = middle;
  }
  return high;
}

describe("a year of daily practice", () => {
  it("loses no day in any time zone", () => {
    const lost: string[] = [];
    for (const [number, zone] of ZONES.entries()) {
      const next = random(number + 1);
      // Noon on the zone's calendar, and then any time within nine hours of it on each day, as summer time moves noon by up to two.
      const noon = beginOf("2026-01-02", zone) + 12 * HOUR_MS;
      let streak: Streak | null = null;
      let frozen = 0;
      for (let day = 0; day < 365; day++) {
        const result = withDay(streak, once(new Date(noon + day * DAY_MS + (next() - 0.5) * 18 * HOUR_MS), zone));
        streak = result.streak;
        frozen += result.frozen;
      }
      if (streak!.length < 365 || frozen > 0) lost.push(`${zone}: ${streak!.length} days, ${frozen} frozen`);
    }
    expect(lost).toEqual([]);
  });

  it("loses no day on journeys, across the date line too", () => {
    const lost: string[] = [];
    const far = ["Pacific/Kiritimati", "Pacific/Apia", "Pacific/Pago_Pago", "Pacific/Honolulu", "Etc/GMT+12", "Europe/Berlin"];
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const pick = (zones: readonly string[]) => zones[Math.floor(next() * zones.length)]!;
      const learner = new Learner();
      let zone = pick(far);
      let time = Date.parse("2026-01-01T00:00:00Z");
      const end = time + 365 * DAY_MS;
      let travelled = 0;
      while (time < end) {
        // Once on each local day, at any moment that is left of it.
        const today = localDay(new Date(time), zone);
        const tomorrow = beginOf(new Date(Date.parse(today) + DAY_MS).toISOString().slice(0, 10), zone);
        const moment = time + next() * Math.max(0, tomorrow - MINUTE_MS - time);
        learner.practise(new Date(moment), zone);
        time = tomorrow;
        // A journey ends at any moment of this day or the next, in any zone.
        if (next() < 0.3) {
          time = moment + next() * (tomorrow - moment);
          zone = next() < 0.7 ? pick(far) : pick(ZONES);
          travelled++;
        }
      }
      const { streak, frozen } = learner.result();
      if (streak.length !== learner.days.size || frozen > 0)
        lost.push(`${seed}: ${streak.length} of ${learner.days.size}, ${frozen} frozen`);
      expect(travelled).toBeGreaterThan(50);
    }
    expect(lost).toEqual([]);
  });

  it("survives the day that Samoa skipped, and the ones that a traveller skips", () => {
    const apia = "Pacific/Apia";
    const days = ["2011-12-29T20:00:00-10:00", "2011-12-31T09:00:00+14:00"].map((time) => once(at(time), apia));
    expect(days.map(({ day }) => day)).toEqual(["2011-12-29", "2011-12-31"]);
    expect(missedDays(days[0]!, days[1]!)).toBe(0);
    const left = once(at("2026-03-02T10:00:00-11:00"), "Pacific/Pago_Pago");
    const arrived = once(at("2026-03-04T23:00:00+14:00"), "Pacific/Kiritimati");
    expect(daysBetween(left.day, arrived.day)).toBe(2);
    expect(missedDays(left, arrived)).toBe(0);
  });
});

describe("a streak", () => {
  const zone = "Europe/Zagreb";
  const daily = (count: number, first = "2026-05-01") =>
    Array.from({ length: count }, (_, n) => once(new Date(Date.parse(first) + n * DAY_MS + 12 * HOUR_MS), zone));

  it("ends with a missed day when no freeze day is left", () => {
    const { streak } = streakOf([...daily(3), ...daily(2, "2026-05-05")]);
    expect(streak).toMatchObject({ length: 2, longest: 3 });
  });

  it("earns freeze days, up to the most, and spends them on missed days", () => {
    const { streak: long } = streakOf(daily(30));
    expect(long).toMatchObject({ length: 30, freezes: FREEZES_MOST });
    const { streak, frozen } = streakOf([...daily(30), ...daily(1, "2026-06-02")]);
    expect(streak).toMatchObject({ length: 31, freezes: 0 });
    expect(frozen.at(-1)).toBe(2);
    const { streak: ended } = streakOf([...daily(30), ...daily(1, "2026-06-03")]);
    expect(ended).toMatchObject({ length: 1, longest: 30, freezes: 2 });
  });

  it("stands until its next day is over, and longer while freeze days last", () => {
    const { streak } = streakOf(daily(8));
    const now = (time: string) => streakNow(streak!, at(time), zone);
    expect(now("2026-05-08T20:00:00+02:00")).toMatchObject({ days: 8, freezes: 1, practicedToday: true });
    expect(now("2026-05-09T23:59:00+02:00")).toMatchObject({ days: 8, freezes: 1, practicedToday: false });
    expect(now("2026-05-10T23:59:00+02:00")).toMatchObject({ days: 8, freezes: 0 });
    expect(now("2026-05-11T00:01:00+02:00")).toMatchObject({ days: 0, longestDays: 8 });
  });

  it("gains at most two days from changes of the zone, however many there are", () => {
    const learner = new Learner();
    const begin = Date.parse("2026-01-01T00:00:00Z");
    // Four times a day for thirty days, each time in three zones.
    for (let time = begin; time < begin + 30 * DAY_MS; time += 6 * HOUR_MS) {
      for (const each of ["Pacific/Kiritimati", "Etc/GMT+12", "UTC"]) learner.practise(new Date(time), each);
    }
    expect(learner.days.size).toBeLessThanOrEqual(32);
  });

  it("has weeks that begin on Monday at local midnight", () => {
    expect(startOfWeek(at("2026-03-01T12:00:00Z"), "Pacific/Kiritimati")).toEqual({ day: "2026-03-02", at: at("2026-03-01T10:00:00Z") });
    expect(startOfWeek(at("2026-03-29T12:00:00Z"), zone)).toEqual({ day: "2026-03-23", at: at("2026-03-22T23:00:00Z") });
  });
});
