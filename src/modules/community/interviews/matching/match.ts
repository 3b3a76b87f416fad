/**
 * Who interviews whom. Pure: the same requests give the same pairs.
 *
 * Requests are served in order: first those with priority, whose last partner did not come, then by waiting time. Each takes the best of
 * the people it may meet, so a later request never takes a partner from an earlier one. Two people may meet if they asked for the same length and for a
 * common programming language, have a common start, share a topic (or one of them named none), their levels differ by at most 1, or by 2
 * once one of them has waited a day, and neither was the other's last partner. Best is: smaller difference of levels, more common topics,
 * longer waiting time, earliest common start, in this order.
 *
 * Requests are in buckets by length, language, level and day of a possible start, in the same order. A request looks at buckets of its
 * own level first, and of these at the smallest first, so that people with rare times find each other, and compares at most
 * CONSIDERED_MAX people. So a round takes n log n steps for sorting, and a bounded number for each request. A request without a pair waits
 * for the next round.
 */
import type { MatchReasons } from "../bookings/interview.rows.js";
import { DAY_MS, MINUTE_MS } from "../../../../kernel/units.js";
import { GRID_MINUTES } from "../interview-limits.js";

export interface MatchRequest {
  id: string;
  userId: string;
  isPriority: boolean;
  /** Milliseconds since 1970. */
  since: number;
  level: number;
  topics: readonly string[];
  languages: readonly string[];
  minutes: number;
  /** Possible starts on the grid, in order, milliseconds since 1970. */
  starts: readonly number[];
  lastPartnerId: string | null;
}

export interface Pair {
  /** The one who waited longer: interviews first. */
  first: MatchRequest;
  second: MatchRequest;
  startsAt: number;
  reasons: MatchReasons;
}

export const CONSIDERED_MAX = 64;
const WIDER_AFTER_MS = DAY_MS;
const GRID_MS = GRID_MINUTES * MINUTE_MS;

/** Requests of a bucket as a list from which a request is removed in one step. */
interface Entry {
  request: Candidate;
  previous: Entry;
  next: Entry;
}

interface Bucket {
  head: Entry;
  size: number;
}

interface Candidate {
  request: MatchRequest;
  /** A bit for each start after `origin`. */
  starts: Uint32Array;
  entries: { entry: Entry; bucket: Bucket }[];
  /** Last request that looked at it. */
  seenBy: Candidate | null;
}

function bitsOf(starts: readonly number[], origin: number, words: number): Uint32Array {
  const bits = new Uint32Array(words);
  for (const start of starts) {
    const at = (start - origin) / GRID_MS;
    bits[at >>> 5]! |= 1 << (at & 31);
  }
  return bits;
}

function firstCommon(a: Uint32Array, b: Uint32Array): number | null {
  for (let i = 0; i < a.length; i++) {
    const common = a[i]! & b[i]!;
    if (common !== 0) return i * 32 + 31 - Math.clz32(common & -common);
  }
  return null;
}

const inTurn = (a: MatchRequest, b: MatchRequest) =>
  Number(b.isPriority) - Number(a.isPriority) || a.since - b.since || (a.id < b.id ? -1 : 1);

const keyOf = (minutes: number, language: string, level: number, day: number) => `${minutes} ${language} ${level} ${day}`;

interface Choice {
  other: Candidate;
  levelDifference: number;
  topics: string[];
  start: number;
}

/** Negative if `a` is better. */
const byMerit = (a: Choice, b: Choice) =>
  a.levelDifference - b.levelDifference ||
  b.topics.length - a.topics.length ||
  inTurn(a.other.request, b.other.request) ||
  a.start - b.start;

export function matchRequests(requests: readonly MatchRequest[], now: number): Pair[] {
  const inOrder = requests.filter(({ starts }) => starts.length > 0).sort(inTurn);
  let [origin, last] = [Infinity, 0];
  for (const { starts } of inOrder) {
    origin = Math.min(origin, starts[0]!);
    last = Math.max(last, starts.at(-1)!);
  }
  const words = inOrder.length === 0 ? 0 : (((last - origin) / GRID_MS) >>> 5) + 1;
  const buckets = new Map<string, Bucket>();
  const candidates = inOrder.map((request): Candidate => ({
    request,
    starts: bitsOf(request.starts, origin, words),
    entries: [],
    seenBy: null,
  }));
  for (const candidate of candidates) for (const key of keysOf(candidate.request, candidate.request.level)) add(buckets, key, candidate);

  const pairs: Pair[] = [];
  for (const candidate of candidates) {
    // Matched by an earlier one.
    if (candidate.entries.length === 0) continue;
    remove(candidate);
    const { choice, considered } = choose(buckets, candidate, now);
    if (!choice) continue;
    remove(choice.other);
    const [first, second] = [candidate.request, choice.other.request];
    pairs.push({
      ...{ first, second, startsAt: origin + choice.start * GRID_MS },
      reasons: {
        language: first.languages.find((language) => second.languages.includes(language))!,
        topics: choice.topics,
        levelDifference: choice.levelDifference,
        waitedMinutes: [first, second].map(({ since }) => Math.max(0, Math.round((now - since) / MINUTE_MS))),
        considered,
      },
    });
  }
  return pairs;
}

function* keysOf({ minutes, languages, starts }: MatchRequest, level: number): Generator<string> {
  let day = -1;
  for (const start of starts) {
    const its = Math.floor(start / DAY_MS);
    if (its === day) continue;
    day = its;
    for (const language of languages) yield keyOf(minutes, language, level, day);
  }
}

function add(buckets: Map<string, Bucket>, key: string, request: Candidate): void {
  let bucket = buckets.get(key);
  if (!bucket) {
    const head = {} as Entry;
    head.previous = head.next = head;
    buckets.set(key, (bucket = { head, size: 0 }));
  }
  const { head } = bucket;
  const entry: Entry = { request, previous: head.previous, next: head };
  head.previous.next = entry;
  head.previous = entry;
  bucket.size++;
  request.entries.push({ entry, bucket });
}

function remove(candidate: Candidate): void {
  for (const { entry, bucket } of candidate.entries) {
    entry.previous.next = entry.next;
    entry.next.previous = entry.previous;
    bucket.size--;
  }
  candidate.entries.length = 0;
}

function choose(buckets: Map<string, Bucket>, own: Candidate, now: number): { choice: Choice | null; considered: number } {
  let choice: Choice | null = null;
  let considered = 0;
  const { request } = own;
  for (const distance of [0, 1, 2]) {
    const levels = distance === 0 ? [request.level] : [request.level - distance, request.level + distance];
    const near = levels.flatMap((level) => [...keysOf(request, level)]).flatMap((key) => buckets.get(key) ?? []);
    near.sort((a, b) => a.size - b.size);
    for (const { head } of near) {
      for (let entry = head.next; entry !== head && considered < CONSIDERED_MAX; entry = entry.next) {
        const other = entry.request;
        if (other.seenBy === own) continue;
        other.seenBy = own;
        considered++;
        const found = compared(own, other, distance, now);
        if (found && (!choice || byMerit(found, choice) < 0)) choice = found;
      }
    }
    // Others only differ more.
    if (choice) break;
  }
  return { choice, considered };
}

function compared(own: Candidate, other: Candidate, levelDifference: number, now: number): Choice | null {
  const [a, b] = [own.request, other.request];
  if (a.userId === b.userId || a.lastPartnerId === b.userId || b.lastPartnerId === a.userId) return null;
  if (levelDifference > 1 && now - Math.min(a.since, b.since) < WIDER_AFTER_MS) return null;
  const topics = a.topics.filter((topic) => b.topics.includes(topic));
  if (topics.length === 0 && a.topics.length > 0 && b.topics.length > 0) return null;
  const start = firstCommon(own.starts, other.starts);
  return start === null ? null : { other, levelDifference, topics, start };
}
