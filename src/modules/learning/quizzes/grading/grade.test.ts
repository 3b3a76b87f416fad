import { describe, expect, it } from "@jest/globals";
import type { Answer } from "../attempts/answer.js";
import { questionContent, type QuestionInput } from "../questions/question.js";
import { grade } from "./grade.js";
import { effectiveShare, totalScore } from "./points.js";

const shareOf = (question: QuestionInput, answer: Answer) => grade(questionContent.parse(question), answer)?.share;
const prompt = "?";

describe("grading of choices", () => {
  const choices = [
    { id: "a", text: "A", weight: 1 / 3, feedback: "right" },
    { id: "b", text: "B", weight: 1 / 3 },
    { id: "c", text: "C", weight: 1 / 3 },
    { id: "d", text: "D", weight: -0.5 },
  ];

  it("takes the weight of a single choice", () => {
    const question = { kind: "SINGLE_CHOICE", prompt, choices } as const;
    expect(shareOf(question, { kind: "SINGLE_CHOICE", selected: ["a"] })).toBeCloseTo(1 / 3);
    expect(shareOf(question, { kind: "SINGLE_CHOICE", selected: ["d"] })).toBe(-0.5);
    expect(shareOf(question, { kind: "SINGLE_CHOICE", selected: ["a", "b"] })).toBe(0);
    expect(shareOf(question, { kind: "SINGLE_CHOICE", selected: ["unknown"] })).toBe(0);
    expect(grade(questionContent.parse(question), { kind: "SINGLE_CHOICE", selected: ["a"] })!.feedback).toEqual(["right"]);
  });

  it("adds the weights of several choices, so that all correct ones are worth 1", () => {
    const question = { kind: "MULTIPLE_CHOICE", prompt, choices } as const;
    expect(shareOf(question, { kind: "MULTIPLE_CHOICE", selected: ["a", "b", "c"] })).toBe(1);
    expect(shareOf(question, { kind: "MULTIPLE_CHOICE", selected: ["a", "b", "d"] })).toBeCloseTo(2 / 3 - 0.5);
    expect(shareOf(question, { kind: "MULTIPLE_CHOICE", selected: ["d"] })).toBe(-0.5);
  });
});

describe("grading of texts", () => {
  const question = {
    kind: "SHORT_TEXT",
    prompt,
    answers: [
      { text: "New  York", weight: 1 },
      { pattern: "N\\.?Y\\.?( City)?", weight: 0.5, feedback: "Write it out." },
    ],
  } as const;
  const share = (text: string, change: object = {}) =>
    shareOf({ ...question, answers: [...question.answers], ...change }, { kind: "SHORT_TEXT", text });

  it("normalises white space and case", () => {
    expect(share("  new york ")).toBe(1);
    expect(share("n.y. city")).toBe(0.5);
    expect(share("Boston")).toBe(0);
    expect(share("new york", { caseSensitive: true })).toBe(0);
    expect(share("New York", { normalizeWhitespace: false })).toBe(0);
  });

  it("treats composed and decomposed characters as equal", () => {
    expect(share("cafe\u0301", { answers: [{ text: "caf\u00e9", weight: 1 }] })).toBe(1);
  });
});

describe("grading of numbers", () => {
  const share = (number: number, answers: readonly object[]) =>
    shareOf({ kind: "NUMERIC", prompt, answers: answers as never }, { kind: "NUMERIC", number });

  it("accepts intervals and tolerances, ends included", () => {
    const answers = [
      { value: 0.2, tolerance: 0.1, weight: 1 },
      { min: 0, max: 1, weight: 0.25 },
    ];
    expect([0.3, 0.1, 0.31, 1, 1.01].map((number) => share(number, answers))).toEqual([1, 1, 0.25, 0.25, 0]);
  });
});

describe("grading of orders and matches", () => {
  const items = ["a", "b", "c", "d"].map((id) => ({ id, text: id }));
  const order = (keys: string) => shareOf({ kind: "ORDERING", prompt, items }, { kind: "ORDERING", order: [...keys] });

  it("counts the longest part in order", () => {
    expect([order("abcd"), order("dcba"), order("dabc"), order("bacd")]).toEqual([1, 0, 2 / 3, 2 / 3]);
    expect([order("abc"), order("abca"), order("abcx")]).toEqual([0, 0, 0]);
  });

  it("counts correct pairs, and takes equal right sides as one", () => {
    const pairs = [
      { id: "1", left: "cat", right: "animal" },
      { id: "2", left: "dog", right: "animal" },
      { id: "3", left: "oak", right: "tree" },
    ];
    const matches = (...rights: string[]) => rights.map((right, index) => ({ pair: String(index + 1), right }));
    const share = (...rights: string[]) =>
      shareOf({ kind: "MATCHING", prompt, pairs, extraRights: ["stone"] }, { kind: "MATCHING", matches: matches(...rights) });
    expect([share("animal", "animal", "tree"), share("animal", "tree", "tree"), share("stone")]).toEqual([1, 2 / 3, 0]);
  });
});

it("grades truth, outputs, and leaves code and essays to others", () => {
  expect(shareOf({ kind: "TRUE_FALSE", prompt, answer: true }, { kind: "TRUE_FALSE", value: false })).toBe(0);
  const output = { kind: "CODE_OUTPUT", prompt, language: "python", source: "print(1, 2)", expectedOutput: "1 2\n" } as const;
  expect(shareOf(output, { kind: "CODE_OUTPUT", text: " 1   2" })).toBe(1);
  expect(shareOf({ ...output, checker: "exact" }, { kind: "CODE_OUTPUT", text: "1  2" })).toBe(0);
  expect(shareOf({ kind: "ESSAY", prompt }, { kind: "ESSAY", text: "…" })).toBeUndefined();
  expect(shareOf({ kind: "TRUE_FALSE", prompt, answer: true }, { kind: "ESSAY", text: "true" })).toBe(0);
});

describe("points", () => {
  it("apply negative marks only where the quiz has them", () => {
    expect([effectiveShare(-0.5, 0), effectiveShare(0, 0), effectiveShare(0.5, 0)]).toEqual([0, 0, 0.5]);
    expect([effectiveShare(-0.5, 0.25), effectiveShare(0, 0.25), effectiveShare(1, 0.25)]).toEqual([-0.5, -0.25, 1]);
  });

  it("add up without rounding errors, and never to less than zero", () => {
    expect(totalScore([0.1, 0.2, 1 / 3, 1 / 3, 1 / 3])).toBe(1.3);
    expect(totalScore([-2, 1])).toBe(0);
  });
});

describe("content", () => {
  const faults = (question: object) => questionContent.safeParse(question).error?.issues.map(({ path }) => path.join("."));

  it.each([
    [{ kind: "SINGLE_CHOICE", choices: [{ id: "a", text: "A", weight: 1 }] }, ["choices"]],
    [{ kind: "SINGLE_CHOICE", choices: ["a", "a"].map((id) => ({ id, text: id, weight: 1 })) }, ["choices.1.id"]],
    [{ kind: "MULTIPLE_CHOICE", choices: ["a", "b"].map((id) => ({ id, text: id, weight: 0 })) }, ["choices"]],
    [{ kind: "SHORT_TEXT", answers: [{ pattern: "(", weight: 1 }] }, ["answers.0.pattern"]],
    [{ kind: "SHORT_TEXT", answers: [{ text: "a", pattern: "a", weight: 1 }] }, ["answers.0"]],
    [{ kind: "NUMERIC", answers: [{ min: 2, max: 1, weight: 1 }] }, ["answers.0.max"]],
    [{ kind: "ORDERING", items: ["a", "b"].map((id) => ({ id, text: "same" })) }, ["items"]],
    [{ kind: "MATCHING", pairs: [{ id: "a", left: "l", right: "r" }] }, ["pairs"]],
    [{ kind: "CODE_OUTPUT", language: "cobol", source: "x", expectedOutput: "" }, ["language"]],
    [{ kind: "CODE_OUTPUT", language: "python", source: "x", expectedOutput: "", checker: "custom" }, ["checker"]],
    [{ kind: "CODE", problemId: "x" }, ["problemId"]],
    [{ kind: "ESSAY", prompt: "a\0b" }, ["prompt"]],
    [{ kind: "ESSAY", prompt: "\ud800" }, ["prompt"]],
  ])("refuses %j", (question, paths) => {
    expect(faults({ prompt, ...question })).toEqual(paths);
  });
});
