import { describe, expect, it } from "@jest/globals";
import { quizMemory } from "../reviews/quiz-memory.js";
import { LESSON_WEIGHTS, lessonStep, mixed, QUIZ_WEIGHTS, quizStep, reviewStep, type NextStep, type StepKind } from "./step-score.js";

const topic = (mastery: number, recall: number) => ({ topicId: "t", estimate: { rate: 0.6, mastery }, recall });
const lesson = { id: "l", trackId: "k", trackShare: null, started: false, topic: null };

describe("the score of lessons and quizzes", () => {
  it("has weights that add up to 1", () => {
    for (const weights of [LESSON_WEIGHTS, QUIZ_WEIGHTS])
      expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it("names the track of the next lesson and the topic of a weak one", () => {
    expect(lessonStep({ ...lesson, trackShare: 0.4 }).reasons).toEqual([
      { kind: "NEXT_IN_TRACK", value: 0.4, weight: 0.5, contribution: 0.5, topicId: null, trackId: "k" },
    ]);
    const weak = lessonStep({ ...lesson, started: true, topic: topic(0.25, 1) });
    expect(weak.reasons.map(({ kind, contribution }) => [kind, contribution])).toEqual([
      ["LOW_MASTERY", 0.4 * 0.75],
      ["UNFINISHED", 0.1],
    ]);
    expect(weak.score).toBeCloseTo(0.4, 12);
  });

  it("prefers the quiz whose topic is forgotten more", () => {
    const score = (recall: number) => quizStep({ id: "q", started: false, topic: topic(0.7, recall) }).score;
    expect(score(0.5) - score(0.8)).toBeCloseTo(0.15, 12);
    expect(quizStep({ id: "q", started: false, topic: topic(0.7, 0.95) }).reasons.map(({ kind }) => kind)).not.toContain("FADING");
  });
});

describe("the mix", () => {
  const of = (kind: StepKind, count: number, score: number): NextStep[] =>
    Array.from({ length: count }, (_, n) => ({ ...reviewStep(kind, `${kind}-${n}`, null, 1 - score), score: score - n / 1000 }));

  it("has at most a third of each kind if there are others, and is sorted by score", () => {
    const steps = mixed([...of("PROBLEM", 9, 0.9), ...of("LESSON", 3, 0.5), ...of("QUIZ", 1, 0.7)], 6, 3);
    expect(steps.map(({ kind }) => kind)).toEqual(["PROBLEM", "PROBLEM", "PROBLEM", "QUIZ", "LESSON", "LESSON"]);
    expect(mixed([...of("PROBLEM", 9, 0.9), ...of("LESSON", 9, 0.1)], 3, 3).map(({ kind }) => kind)).toEqual([
      "PROBLEM",
      "PROBLEM",
      "LESSON",
    ]);
    expect(mixed(of("PROBLEM", 9, 0.9), 6, 3)).toHaveLength(6);
  });
});

describe("the memory of a quiz", () => {
  const [day, at] = [86_400_000, Date.UTC(2026, 0, 1)];
  const attempt = (days: number, share: number) => ({ at: new Date(at + days * day), share });

  it("lasts longer after repeated success than after failure, in whatever order the attempts come", () => {
    const [good, poor] = [quizMemory([attempt(0, 1), attempt(5, 1)], 0.9), quizMemory([attempt(0, 1), attempt(5, 0.2)], 0.9)];
    expect(good.stability).toBeGreaterThan(poor.stability);
    expect(quizMemory([attempt(5, 1), attempt(0, 1)], 0.9)).toEqual(good);
    expect(quizMemory([attempt(0, 0.9)], 0.9).stability).toBeGreaterThan(quizMemory([attempt(0, 0.89)], 0.9).stability);
  });
});
