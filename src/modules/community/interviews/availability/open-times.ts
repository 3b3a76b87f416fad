/** When a person has time: windows of rules as instants, without busy times, cut into starts. Pure. */
import { Temporal } from "temporal-polyfill";
import { instantOf } from "../../../../kernel/wall-time.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { GRID_MINUTES } from "../interview-limits.js";
import { expandRule } from "./recurrence.js";

/** Milliseconds since 1970; the end is not part of it. */
export interface Interval {
  start: number;
  end: number;
}

export interface AvailabilityRule {
  /** `YYYY-MM-DDTHH:MM` on the clock of the zone. */
  local: string;
  zone: string;
  minutes: number;
  /** Null: once. */
  rule: string | null;
  /** `YYYY-MM-DD`: the window that begins on this date is left out. */
  exceptions: readonly string[];
}

/** Rules of several people often are the same, and expansion is the slow part. */
const expanded = new Map<string, readonly string[]>();
const KEPT = 2000;

function timesOf({ local, rule }: AvailabilityRule): readonly string[] {
  if (rule === null) return [local];
  const key = `${local} ${rule}`;
  const known = expanded.get(key);
  if (known) return known;
  const times = expandRule(local, rule);
  if (expanded.size >= KEPT) expanded.delete(expanded.keys().next().value!);
  expanded.set(key, times);
  return times;
}

const at = (local: string, zone: string) => instantOf({ local, zone, disambiguation: "COMPATIBLE" }).getTime();

/** A local date is at most this far from the same date in UTC. */
const ZONE_MS = 26 * 60 * MINUTE_MS;

/**
 * Windows of the rules that touch the range, in order, without overlaps. Both ends are read on the wall clock: a window from 9 to 17 ends at
 * 17 whatever the clock does meanwhile. A time that the clock skips means the one after the gap, of a repeated time the first is
 * meant; a window within a gap is none.
 */
export function openIntervals(rules: readonly AvailabilityRule[], range: Interval): Interval[] {
  const windows: Interval[] = [];
  for (const rule of rules) {
    const left = new Set(rule.exceptions);
    for (const local of timesOf(rule)) {
      const near = Date.parse(`${local}Z`);
      if (near + rule.minutes * MINUTE_MS < range.start - ZONE_MS || near > range.end + ZONE_MS || left.has(local.slice(0, 10))) continue;
      const until = Temporal.PlainDateTime.from(local).add({ minutes: rule.minutes }).toString({ smallestUnit: "minute" });
      const start = Math.max(at(local, rule.zone), range.start);
      const end = Math.min(at(until, rule.zone), range.end);
      if (start < end) windows.push({ start, end });
    }
  }
  return merged(windows);
}

function merged(windows: Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const { start, end } of windows.sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** What is left of windows. Both in order; busy times may overlap. */
export function without(windows: readonly Interval[], busy: readonly Interval[]): Interval[] {
  const taken = merged(busy.map((interval) => ({ ...interval })));
  return windows.flatMap(({ start, end }) => {
    const left: Interval[] = [];
    let from = start;
    for (const { start: busyFrom, end: busyTo } of taken) {
      if (busyTo <= from || busyFrom >= end) continue;
      if (busyFrom > from) left.push({ start: from, end: busyFrom });
      from = Math.max(from, busyTo);
    }
    if (from < end) left.push({ start: from, end });
    return left;
  });
}

const GRID_MS = GRID_MINUTES * MINUTE_MS;

/** Starts on the grid at which so many minutes fit, `stepMinutes` apart within a window. */
export function startsIn(windows: readonly Interval[], minutes: number, stepMinutes: number = GRID_MINUTES): number[] {
  return windows.flatMap(({ start, end }) => {
    const starts: number[] = [];
    const last = end - minutes * MINUTE_MS;
    for (let from = Math.ceil(start / GRID_MS) * GRID_MS; from <= last; from += stepMinutes * MINUTE_MS) starts.push(from);
    return starts;
  });
}
