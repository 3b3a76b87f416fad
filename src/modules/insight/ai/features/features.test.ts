import { describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { createPrompt } from "../prompt/prompt.js";
import { validateAnswer } from "../worker/validate-answer.js";
import { createFeatures } from "./features.js";

const never = () => {
  throw new Error("Rules read nothing.");
};
const features = createFeatures({ fork: never, jobs: null as never, log: null as never });

const TEXTS: Readonly<Record<string, string>> = {
  ...{ language: "Python 3", "title of the problem": "Sum", "statement of the problem": "Add add the numbers.", title: "Graphs" },
  "source code of the learner": "for a in range(3):\n    for b in range(3):\n        print(a, b)  # TODO\n",
  "verdict of the judge": "Verdict: RUNTIME_ERROR\nTests passed: 1 of 2",
  "compiler output": "main.py:3: error: unexpected indent",
  text: "# Graphs\n\nA graph has nodes, and edges that lead from node to node. A tree is a graph without cycles. It has one edge less than nodes.",
  steps: "1. Sum (EASY), topic Arithmetic: UNFINISHED 1.00\n2. Paths (HARD), topic Graphs: LOW_MASTERY 0.20",
};
const parts = Object.entries(TEXTS).map(([name, text]) => ({ name, text }));

describe.each(Object.entries(features))("%s", (kind, feature) => {
  it("is filed under its kind, and its schema takes the answer of its rules, with and without data", () => {
    expect(feature.kind).toBe(kind);
    for (const given of [parts, []]) {
      const prompt = createPrompt(`${feature.task}\nNumber of questions: 2.`, given);
      const answer = feature.rules(prompt) as object;
      expect(validateAnswer(JSON.stringify(answer), feature.answer)).toEqual({ answer });
      expect(feature.rules(prompt)).toEqual(answer);
    }
  });

  it("has a schema that is one: workers do not check it", () => {
    expect(new Ajv2020({ strict: false }).validateSchema(feature.answer.schema)).toBe(true);
  });

  it("refuses other answers, and says why without quoting them", () => {
    for (const wrong of ["", "[]", "{}", '{"text": "secret words", "more": 1}', '{"text": 1}']) {
      const checked = validateAnswer(wrong, feature.answer);
      expect(checked).toHaveProperty("faults");
      expect(JSON.stringify(checked)).not.toContain("secret words");
    }
  });

  it("has only constants as instructions", () => {
    expect(feature.task).not.toMatch(/\$\{|undefined|\[object/);
  });
});
