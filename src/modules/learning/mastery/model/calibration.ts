/** How well probabilities match what happened. */

export interface Bin {
  /** Predictions from `from` (inclusive) to `to` (exclusive; inclusive for the last bin). */
  from: number;
  to: number;
  answers: number;
  /** Means; null without answers. */
  predicted: number | null;
  observed: number | null;
}

export interface Figures {
  answers: number;
  /** Null unless there are correct and wrong answers. */
  auc: number | null;
  /** Mean of −ln(probability of what happened); null without answers. */
  logLoss: number | null;
  /** Mean gap between predicted and observed over the bins, weighted by their answers. */
  expectedCalibrationError: number | null;
  /** Largest gap of a bin with at least LEAST_OF_BIN answers; null if there is none. */
  maximumGap: number | null;
  bins: Bin[];
}

/** Below this, the gap of a bin is mostly chance: its standard error is up to 0.05. */
export const LEAST_OF_BIN = 100;
export const BINS = 10;

/** Predictions that are counted together: by thousandths, or one by one. */
export interface Group {
  /** Mean prediction. */
  predicted: number;
  answers: number;
  correct: number;
}

/** Predictions are clipped to this distance from 0 and 1, so that one error does not make the log loss infinite. */
const CLIP = 1e-6;

/** Groups in any order. AUC counts ties as half (Mann-Whitney U); answers of one group are ties. */
export function figuresOf(groups: Iterable<Group>): Figures {
  const sorted = [...groups].sort((a, b) => a.predicted - b.predicted);
  const bins = Array.from({ length: BINS }, (_, index) => ({ from: index / BINS, to: (index + 1) / BINS, answers: 0, sum: 0, correct: 0 }));
  let wins = 0;
  let wrongBelow = 0;
  let correctSeen = 0;
  let loss = 0;
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    let correct = 0;
    let answers = 0;
    for (; end < sorted.length && sorted[end]!.predicted === sorted[start]!.predicted; end++) {
      const group = sorted[end]!;
      correct += group.correct;
      answers += group.answers;
    }
    const { predicted } = sorted[start]!;
    const wrong = answers - correct;
    wins += correct * (wrongBelow + wrong / 2);
    wrongBelow += wrong;
    correctSeen += correct;
    const clipped = Math.min(1 - CLIP, Math.max(CLIP, predicted));
    loss -= correct * Math.log(clipped) + wrong * Math.log(1 - clipped);
    const bin = bins[Math.min(BINS - 1, Math.floor(predicted * BINS))]!;
    bin.answers += answers;
    bin.sum += answers * predicted;
    bin.correct += correct;
  }
  const answers = wrongBelow + correctSeen;
  const gaps = bins.map((bin) => ({ answers: bin.answers, gap: Math.abs(bin.sum - bin.correct) / bin.answers }));
  const large = gaps.filter((bin) => bin.answers >= LEAST_OF_BIN).map(({ gap }) => gap);
  return {
    answers,
    auc: wrongBelow > 0 && correctSeen > 0 ? wins / (wrongBelow * correctSeen) : null,
    logLoss: answers > 0 ? loss / answers : null,
    expectedCalibrationError:
      answers > 0 ? gaps.reduce((sum, bin) => sum + (bin.answers > 0 ? (bin.gap * bin.answers) / answers : 0), 0) : null,
    maximumGap: large.length > 0 ? Math.max(...large) : null,
    bins: bins.map(({ from, to, answers: count, sum, correct }) => ({
      ...{ from, to, answers: count },
      predicted: count > 0 ? sum / count : null,
      observed: count > 0 ? correct / count : null,
    })),
  };
}
