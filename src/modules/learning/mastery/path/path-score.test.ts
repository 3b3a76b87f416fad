import { describe, expect, it } from "@jest/globals";
import { predict } from "../model/mastery-model.js";
import { learn, NO_LEARNER, NO_PAIR, NO_TOPIC, type States } from "../model/state.js";
import { estimateOf, predictedSuccess, REASON_WEIGHTS, scoreOf, type Candidate } from "./path-score.js";

const START: States = { topic: NO_TOPIC, learner: NO_LEARNER, pair: NO_PAIR };
const candidate = (change: Partial<Candidate> = {}): Candidate => ({
  ...{ estimate: estimateOf(START), topicId: "t", submissions: 0, accepted: 0, attempted: false, recall: null },
  ...change,
});

describe("the score of a step", () => {
  it("has weights that add up to 1", () => {
    expect(Object.values(REASON_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it("predicts the topic's probability for a problem that nobody tried, and less for a hard one", () => {
    expect(predictedSuccess(candidate())).toBeCloseTo(predict(START), 12);
    expect(predictedSuccess(candidate({ submissions: 100, accepted: 10 }))).toBeLessThan(predict(START) - 0.2);
  });

  it("prefers problems within reach to those that are too easy or too hard", () => {
    const expert = Array.from({ length: 50 }).reduce<States>((states) => learn(states, true), START);
    expect(scoreOf(candidate()).score).toBeGreaterThan(
      scoreOf(candidate({ estimate: estimateOf(expert), submissions: 100, accepted: 99 })).score,
    );
    expect(scoreOf(candidate()).score).toBeGreaterThan(scoreOf(candidate({ submissions: 1000, accepted: 1 })).score);
  });

  it("adds a fading topic and an unfinished problem, and says how much", () => {
    const { score, reasons } = scoreOf(candidate({ attempted: true, recall: 0.5 }));
    expect(score).toBeCloseTo(scoreOf(candidate()).score + 0.075 + 0.1, 12);
    expect(reasons.find(({ kind }) => kind === "FADING")).toMatchObject({ value: 0.5, contribution: 0.075 });
    expect(scoreOf(candidate({ recall: 0.95 })).reasons.map(({ kind }) => kind)).not.toContain("FADING");
  });
});
