import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { readAnswers, type Columns } from "./answers-file.js";
import { figuresOf, type Figures, type Group } from "./calibration.js";
import { fitWeights, type Example } from "./fit-weights.js";
import { createOnlineModel } from "./online-model.js";

export interface Evaluation {
  figures: Figures;
  learners: number;
  topics: number;
  /** Rows that are no answers, and the first few reasons. */
  badRows: number;
  reasons: string[];
  /** Only if asked for. */
  weights: number[] | null;
}

const MOST_REASONS = 5;

/**
 * One pass over the file: predict, then learn. With `fit`, also fits weights to the file's answers. Throws AnswersFileError for a file
 * without the columns, and the system's error for one that can't be read.
 */
export async function evaluateFile(path: string, { columns, fit }: { columns?: Columns; fit?: boolean } = {}): Promise<Evaluation> {
  const model = createOnlineModel();
  const predictions: Group[] = [];
  const examples: Example[] = [];
  const reasons: string[] = [];
  let badRows = 0;
  const lines = createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity });
  for await (const read of readAnswers(lines, columns)) {
    if ("fault" in read) {
      badRows++;
      if (reasons.length < MOST_REASONS) reasons.push(`line ${read.fault.line}: ${read.fault.reason}`);
      continue;
    }
    const { predicted, features } = model.step(read.answer);
    predictions.push({ predicted, answers: 1, correct: Number(read.answer.isCorrect) });
    if (fit) examples.push({ features, isCorrect: read.answer.isCorrect });
  }
  return {
    figures: figuresOf(predictions),
    learners: model.learners,
    topics: model.topics,
    badRows,
    reasons,
    weights: fit && examples.length > 0 ? fitWeights(examples) : null,
  };
}
