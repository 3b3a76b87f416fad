/** What differs between two versions of a lesson, block by block. Blocks are compared by their permanent keys. */
import { isDeepStrictEqual } from "node:util";
import type { Block } from "../blocks/block.js";
import { changedFields, type LessonContent } from "../lessons/lesson-content.js";

export const BLOCK_CHANGES = ["ADDED", "REMOVED", "CHANGED", "MOVED"] as const;
export type BlockChangeKind = (typeof BLOCK_CHANGES)[number];

export interface BlockChange {
  kind: BlockChangeKind;
  locale: string;
  before: Block | null;
  after: Block | null;
}

export interface LessonDiff {
  fields: string[];
  blocks: BlockChange[];
}

/** `locale` is the track's own language. Changes are ordered by language, the track's own first, then as in the newer version. */
export function diffOf(before: LessonContent, after: LessonContent, locale: string): LessonDiff {
  const locales = [...new Set([...Object.keys(before.translations), ...Object.keys(after.translations)])].sort();
  return {
    fields: changedFields(before, after),
    blocks: [
      ...changesOf(before.blocks, after.blocks, locale),
      ...locales.flatMap((one) => changesOf(before.translations[one]?.blocks ?? [], after.translations[one]?.blocks ?? [], one)),
    ],
  };
}

function changesOf(before: readonly Block[], after: readonly Block[], locale: string): BlockChange[] {
  const old = new Map(before.map((block) => [block.key, block]));
  const present = new Set(after.map(({ key }) => key));
  const kept = unmoved(
    before.filter(({ key }) => present.has(key)).map(({ key }) => key),
    after.filter(({ key }) => old.has(key)).map(({ key }) => key),
  );
  const removed = before
    .filter(({ key }) => !present.has(key))
    .map((block): BlockChange => ({ kind: "REMOVED", locale, before: block, after: null }));
  const others = after.flatMap((block): BlockChange[] => {
    const was = old.get(block.key);
    if (!was) return [{ kind: "ADDED", locale, before: null, after: block }];
    if (!isDeepStrictEqual(was, block)) return [{ kind: "CHANGED", locale, before: was, after: block }];
    return kept.has(block.key) ? [] : [{ kind: "MOVED", locale, before: was, after: block }];
  });
  return [...removed, ...others];
}

/** Keys of a longest common subsequence of two orders of the same keys: the others were moved. Quadratic: both have at most 100. */
export function unmoved(before: readonly string[], after: readonly string[]): Set<string> {
  const placeBefore = new Map(before.map((key, place) => [key, place]));
  const places = after.map((key) => placeBefore.get(key)!);
  const lengths = places.map(() => 1);
  const previous = places.map(() => -1);
  let last = -1;
  places.forEach((place, at) => {
    for (let earlier = 0; earlier < at; earlier++) {
      if (places[earlier]! < place && lengths[earlier]! + 1 > lengths[at]!) {
        lengths[at] = lengths[earlier]! + 1;
        previous[at] = earlier;
      }
    }
    if (last === -1 || lengths[at]! > lengths[last]!) last = at;
  });
  const kept = new Set<string>();
  for (; last !== -1; last = previous[last]!) kept.add(after[last]!);
  return kept;
}
