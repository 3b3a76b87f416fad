import { describe, expect, it } from "@jest/globals";
import { join } from "node:path";
import { evaluateFile } from "./evaluate.js";
import { FACTORS, FEATURES, featuresOf, logit } from "./features.js";
import { figuresOf } from "./calibration.js";
import { fitWeights } from "./fit-weights.js";
import { explain, predict } from "./mastery-model.js";
import { AnswersFileError, readAnswers, type ReadAnswer } from "./answers-file.js";
import { learn, NO_LEARNER, NO_PAIR, NO_TOPIC, type States } from "./state.js";
import { WEIGHTS } from "./weights.js";

const START: States = { topic: NO_TOPIC, learner: NO_LEARNER, pair: NO_PAIR };
const after = (answers: readonly boolean[], from = START) => answers.reduce((states, answer) => learn(states, answer), from);

describe("the model", () => {
  it("starts an unknown learner on an unknown topic near the prior", () => {
    expect(predict(START)).toBeGreaterThan(0.55);
    expect(predict(START)).toBeLessThan(0.75);
    expect(featuresOf(START)).toHaveLength(WEIGHTS.length);
    expect(FEATURES).toHaveLength(WEIGHTS.length);
  });

  it("stays finite and strictly between 0 and 1 for extreme answers", () => {
    for (const answer of [true, false]) {
      const probability = predict(after(Array<boolean>(5000).fill(answer)));
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
      expect(answer ? probability : 1 - probability).toBeGreaterThan(0.9);
    }
  });

  it("prefers recent answers", () => {
    const rising = after([false, false, false, true, true, true]);
    const falling = after([true, true, true, false, false, false]);
    expect(predict(rising)).toBeGreaterThan(predict(falling));
  });

  it("lets what others answered move the start of a learner", () => {
    const topic = after(Array<boolean>(100).fill(false)).topic;
    expect(predict({ ...START, topic })).toBeLessThan(predict(START) - 0.2);
    const { learner } = after(Array<boolean>(20).fill(true));
    expect(predict({ ...START, learner })).toBeGreaterThan(predict(START));
  });

  it("explains a probability by contributions that add up to its log odds", () => {
    const states = after([true, false, true, true]);
    const parts = explain(states);
    expect(parts.map(({ factor }) => factor)).toEqual([...FACTORS]);
    expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(logit(predict(states)), 12);
  });
});

describe("figures", () => {
  it("are those of a small case computed by hand", () => {
    const { auc, logLoss, expectedCalibrationError, maximumGap, bins } = figuresOf([
      { predicted: 0.2, answers: 100, correct: 30 },
      { predicted: 0.8, answers: 300, correct: 240 },
    ]);
    // Pairs: 240 × 70 won; 30 × 70 + 240 × 60 tied.
    expect(auc).toBeCloseTo((240 * 70 + (30 * 70 + 240 * 60) / 2) / (270 * 130), 12);
    expect(logLoss).toBeCloseTo(-(30 * Math.log(0.2) + 70 * Math.log(0.8) + 240 * Math.log(0.8) + 60 * Math.log(0.2)) / 400, 12);
    expect(expectedCalibrationError).toBeCloseTo(0.1 / 4, 12);
    expect(maximumGap).toBeCloseTo(0.1, 12);
    expect(bins[2]).toMatchObject({ answers: 100, observed: 0.3 });
  });

  it("are null without answers, and the AUC with answers of one kind", () => {
    expect(figuresOf([])).toMatchObject({ answers: 0, auc: null, logLoss: null, expectedCalibrationError: null, maximumGap: null });
    expect(figuresOf([{ predicted: 1, answers: 1, correct: 1 }])).toMatchObject({ auc: null, maximumGap: null });
  });
});

it("fits the weights that answers were made by", () => {
  const examples = Array.from({ length: 4000 }, (_, index) => {
    const x = (index % 40) / 10 - 2;
    // Every feature value has answers in the proportion of its probability.
    return { features: [1, x], isCorrect: Math.floor(index / 40) / 100 < 1 / (1 + Math.exp(-(0.5 + x))) };
  });
  const [base, slope] = fitWeights(examples);
  expect(base).toBeCloseTo(0.5, 1);
  expect(slope).toBeCloseTo(1, 1);
});

describe("files of answers", () => {
  const read = async (lines: string[], columns?: Parameters<typeof readAnswers>[1]) => {
    const found: ReadAnswer[] = [];
    for await (const one of readAnswers(asyncLines(lines), columns)) found.push(one);
    return found;
  };
  async function* asyncLines(lines: string[]) {
    for (const line of lines) yield await Promise.resolve(line);
  }
  const ada = { learner: "ada", topic: "loops, nested", isCorrect: true };

  it("are read with usual and with given columns, quotes, a byte order mark and line ends of Windows", async () => {
    expect(await read(["\uFEFFlearner,skill,correct\r", 'ada,"loops, nested",1\r', ""])).toEqual([{ answer: ada }]);
    expect(await read(["order,user_id,skill_name,correct", '7,ada,"loops, nested",1.0'])).toEqual([{ answer: ada }]);
    const columns = { learner: ["who"], topic: ["what"], correct: ["ok"] };
    expect(await read(["ok,who,what", 'true,ada,"loops, nested"'], columns)).toEqual([{ answer: ada }]);
  });

  it("are read in the form of three lines for each learner", async () => {
    const found = await read(["2", "51,7,", "0,1,", "1,", "51,", "1,", "2", "1", "1"]);
    expect(found).toEqual([
      { answer: { learner: "1", topic: "51", isCorrect: false } },
      { answer: { learner: "1", topic: "7", isCorrect: true } },
      { answer: { learner: "2", topic: "51", isCorrect: true } },
      { fault: { line: 9, reason: expect.stringMatching(/do not match/) } },
    ]);
  });

  it("have bad rows reported, each with its line, and the others read", async () => {
    const found = await read(["learner,skill,correct", "ada,,1", "ada,x,0.5", 'ada,"x,1', "ada", "ada,x,0", "x".repeat(1_000_001)]);
    expect(found.map((one) => ("fault" in one ? one.fault.line : one.answer.isCorrect))).toEqual([2, 3, 4, 5, false, 7]);
  });

  it("are refused without their columns, or empty", async () => {
    await expect(read(["a,b,c", "1,2,3"])).rejects.toThrow(AnswersFileError);
    await expect(read([])).rejects.toThrow("The file is empty.");
  });
});

describe("evaluateFile", () => {
  it("gives the same figures for the golden file on every machine", async () => {
    const { figures, learners, topics, badRows } = await evaluateFile(join(import.meta.dirname, "golden-answers.csv"));
    expect({ answers: figures.answers, learners, topics, badRows }).toEqual({ answers: 200, learners: 10, topics: 4, badRows: 1 });
    expect(figures.auc).toBeCloseTo(GOLDEN.auc, 5);
    expect(figures.logLoss).toBeCloseTo(GOLDEN.logLoss, 5);
    expect(figures.expectedCalibrationError).toBeCloseTo(GOLDEN.expectedCalibrationError, 5);
  });
});

/** Of version 1 of the model. */
const GOLDEN = { auc: 0.707226, logLoss: 0.622407, expectedCalibrationError: 0.085629 };
