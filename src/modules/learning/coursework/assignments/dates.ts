import { badInput } from "../../../../kernel/errors.js";
import {
  DISAMBIGUATIONS,
  instantOf,
  normalLocal,
  shiftedByDays,
  type Disambiguation,
  type WallTime,
} from "../../../../kernel/wall-time.js";

/** As entered: each date keeps the zone that the class had then, so saving again never moves it. */
export interface EnteredDates {
  opens?: WallTime | null;
  due?: WallTime | null;
  closes?: WallTime | null;
  release?: WallTime | null;
}

export const DATE_NAMES = ["opens", "due", "closes", "release"] as const;
export type DateName = (typeof DATE_NAMES)[number];

export interface EnteredTime {
  local: string;
  disambiguation?: Disambiguation | null;
}

/** Null clears a date, undefined keeps it. */
export type DateChanges = { [N in DateName as `${N}At`]?: EnteredTime | null };

/** The present dates with the changes. A date that is entered as it is, is kept as it is, with its zone. */
export function withChanges(present: EnteredDates, changes: DateChanges, zone: string): EnteredDates {
  const dates: EnteredDates = { ...present };
  for (const name of DATE_NAMES) {
    const given = changes[`${name}At`];
    if (given === undefined) continue;
    dates[name] = given === null ? null : entered(given, `input.${name}At.local`, zone, present[name] ?? null);
  }
  expectOrder(dates);
  return dates;
}

function entered({ local: text, disambiguation }: EnteredTime, field: string, zone: string, present: WallTime | null): WallTime {
  const local = normalLocal(text);
  if (local === null) throw badInput(field, "This is not a date and time such as `2027-03-28T23:59`, without a zone.", "INVALID_FORMAT");
  const same = present?.local === local && (disambiguation == null || disambiguation === present.disambiguation);
  return same ? present : { local, zone, disambiguation: disambiguation ?? DISAMBIGUATIONS[0] };
}

/** The instant of each date; null where there is none. */
export function instantsOf(dates: EnteredDates): Record<`${DateName}At`, Date | null> {
  const at = (wall: WallTime | null | undefined) => (wall ? instantOf(wall) : null);
  return { opensAt: at(dates.opens), dueAt: at(dates.due), closesAt: at(dates.closes), releaseAt: at(dates.release) };
}

function expectOrder(dates: EnteredDates): void {
  const { opensAt, dueAt, closesAt } = instantsOf(dates);
  const expect = (first: Date | null, second: Date | null, field: string, message: string) => {
    if (first && second && first > second) throw badInput(field, message, "OUT_OF_RANGE");
  };
  expect(opensAt, dueAt, "input.dueAt", "It must not be due before it opens.");
  expect(dueAt, closesAt, "input.closesAt", "It must not close before it is due.");
  expect(opensAt, closesAt, "input.closesAt", "It must not close before it opens.");
}

/** For a copy: whole days later in local time, in the zone of the new class. 23:59 stays 23:59. */
export function shifted(dates: EnteredDates, days: number, zone: string): EnteredDates {
  return Object.fromEntries(DATE_NAMES.map((name) => [name, dates[name] ? { ...shiftedByDays(dates[name], days), zone } : null]));
}
