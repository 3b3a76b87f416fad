/** What differs between two outlines of a track. Modules and lessons are compared by their ids. Pure. */
import { isDeepStrictEqual } from "node:util";
import { unmoved } from "../revisions/lesson-diff.js";
import { changedInOutline, type OutlineLesson, type OutlineModule, type TrackOutline } from "./outline.js";

export const OUTLINE_CHANGES = ["ADDED", "REMOVED", "CHANGED", "MOVED"] as const;
export type OutlineChangeKind = (typeof OUTLINE_CHANGES)[number];

export interface OutlineChange<T> {
  kind: OutlineChangeKind;
  before: T | null;
  after: T | null;
}

export interface TrackDiff {
  fields: string[];
  modules: OutlineChange<OutlineModule>[];
  lessons: OutlineChange<OutlineLesson>[];
}

export function outlineDiff(before: TrackOutline, after: TrackOutline): TrackDiff {
  return {
    fields: changedInOutline(before, after),
    modules: changesOf([before.modules], [after.modules], ({ lessons: _, ...one }) => one),
    lessons: changesOf(
      before.modules.map(({ lessons }) => lessons),
      after.modules.map(({ lessons }) => lessons),
      (lesson) => lesson,
      [before.modules, after.modules].map((modules) => modules.map(({ id }) => id)) as [string[], string[]],
    ),
  };
}

/** Of lists of lists: an item that is in another list was moved. `names` identify the lists of both sides. */
function changesOf<T extends { id: string }>(
  before: readonly (readonly T[])[],
  after: readonly (readonly T[])[],
  contentOf: (one: T) => unknown,
  names: readonly [readonly string[], readonly string[]] = [["all"], ["all"]],
): OutlineChange<T>[] {
  const placed = (lists: readonly (readonly T[])[], of: readonly string[]) =>
    new Map(lists.flatMap((list, at) => list.map((one) => [one.id, { one, list: of[at]! }] as const)));
  const [old, present] = [placed(before, names[0]), placed(after, names[1])];
  const stayed = new Set<string>();
  for (const [at, list] of after.entries()) {
    const name = names[1][at]!;
    const was = before[names[0].indexOf(name)] ?? [];
    const inBoth = (one: T) => old.get(one.id)?.list === name && present.get(one.id)?.list === name;
    const ids = (of: readonly T[]) => of.filter(inBoth).map(({ id }) => id);
    for (const id of unmoved(ids(was), ids(list))) stayed.add(id);
  }
  const removed = before.flat().filter(({ id }) => !present.has(id));
  return [
    ...removed.map((one): OutlineChange<T> => ({ kind: "REMOVED", before: one, after: null })),
    ...after.flat().flatMap((one): OutlineChange<T>[] => {
      const was = old.get(one.id)?.one;
      if (!was) return [{ kind: "ADDED", before: null, after: one }];
      if (!isDeepStrictEqual(contentOf(was), contentOf(one))) return [{ kind: "CHANGED", before: was, after: one }];
      return stayed.has(one.id) ? [] : [{ kind: "MOVED", before: was, after: one }];
    }),
  ];
}
