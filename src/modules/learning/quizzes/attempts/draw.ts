/** Draws and orders of an attempt, by its seed: the same seed and the same questions give the same result on every machine. */
import { createHash } from "node:crypto";

/** What an item offers: candidates in any order; `count` of them are drawn. */
export interface DrawItem<Q extends { questionId: string }> {
  section: string;
  count: number;
  candidates: readonly Q[];
}

/**
 * Draws for each item. No question is drawn twice: fixed questions are taken first, and each draw chooses from what is left. Fewer are
 * drawn if there are not enough. Sections stay together when questions are shuffled.
 */
export function drawQuestions<Q extends { questionId: string }>(
  seed: string,
  items: readonly DrawItem<Q>[],
  shuffleQuestions: boolean,
): { section: string; question: Q }[] {
  const isFixed = ({ count, candidates }: DrawItem<Q>) => candidates.length === 1 && count === 1;
  const taken = new Set<string>();
  const drawn = new Map<number, Q[]>();
  const byNeed = items
    .map((item, index) => ({ item, index }))
    .sort((a, b) => Number(isFixed(b.item)) - Number(isFixed(a.item)) || a.index - b.index);
  for (const { item, index } of byNeed) {
    const free = item.candidates.filter(({ questionId }) => !taken.has(questionId));
    const chosen = shuffled(`${seed}:draw:${index}`, free, ({ questionId }) => questionId).slice(0, item.count);
    for (const { questionId } of chosen) taken.add(questionId);
    drawn.set(index, chosen);
  }
  const sections: { section: string; questions: Q[] }[] = [];
  for (const [index, { section }] of items.entries()) {
    const last = sections.at(-1);
    const open = last?.section === section ? last : { section, questions: [] };
    if (open !== last) sections.push(open);
    open.questions.push(...drawn.get(index)!);
  }
  return sections.flatMap(({ section, questions }) =>
    (shuffleQuestions ? shuffled(`${seed}:order`, questions, ({ questionId }) => questionId) : questions).map((question) => ({
      section,
      question,
    })),
  );
}

/** Sorted by a hash of seed and key: each order is equally likely, and depends on neither engine nor version. */
export function shuffled<T>(seed: string, parts: readonly T[], keyOf: (part: T) => string): T[] {
  return parts
    .map((part) => ({
      part,
      rank: createHash("sha256")
        .update(`${seed}\0${keyOf(part)}`)
        .digest("hex"),
    }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .map(({ part }) => part);
}
