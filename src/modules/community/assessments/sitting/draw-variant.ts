import { drawQuestions } from "../../../learning/quizzes/attempts/draw.js";
import type { ItemRow } from "../authoring/assessment.rows.js";

/** A problem or a quiz of a candidate. */
export interface VariantTask {
  section: string;
  problemId: string | null;
  quizId: string | null;
  points: number;
}

/**
 * The tasks of a candidate: of each pool, the `draw` problems with the lowest SHA-256 of seed and problem, in that order. The same seed and
 * items give the same tasks on every machine, and each choice is equally likely. Problems of a pool have one difficulty, so all variants have
 * the same difficulties and points.
 */
export function drawVariant(seed: string, items: readonly ItemRow[]): VariantTask[] {
  const pools = items.map(({ section, draw, problemIds, quizId, points }) => ({
    section,
    count: draw,
    candidates:
      quizId === null
        ? problemIds.map((problemId) => ({ questionId: problemId, problemId, quizId: null, points }))
        : [{ questionId: quizId, problemId: null, quizId, points }],
  }));
  return drawQuestions<(typeof pools)[number]["candidates"][number]>(seed, pools, false).map(({ section, question }) => {
    const { problemId, quizId, points } = question;
    return { section, problemId, quizId, points };
  });
}
