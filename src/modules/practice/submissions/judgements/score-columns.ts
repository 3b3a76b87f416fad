import type { ScoreState } from "../../../../judge/scoring/group-result.js";
import type { Judgement } from "./judgement.entity.js";

export type ScoreColumns = Pick<Judgement, "score" | "maxScore" | "groups">;

/** Selects ScoreColumns of judgements `j`. */
export const SCORE_COLUMNS = `j.score, j.max_score as "maxScore", j.groups`;

/** A score as a judgement and its events have it: all null if there is none. */
export function scoreColumns(state: ScoreState | null): ScoreColumns {
  return state ?? { score: null, maxScore: null, groups: null };
}
