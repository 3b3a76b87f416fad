import { describe, expect, it } from "@jest/globals";
import { ofText, toHundredths } from "../../../../kernel/fraction.js";
import { explain } from "../../../learning/coursework/grading/explain.js";
import { valueOf } from "../../../learning/coursework/grading/grade-tree.js";
import { gradeSitting, type JudgedCode } from "./grade-sitting.js";

const END = new Date("2027-03-01T10:00:00Z");
const code = (verdict: string, score: number | null = null, maxScore: number | null = null): JudgedCode => ({
  ...{ submissionId: "s", submittedAt: END, verdict, score, maxScore },
});

describe("the score of a sitting", () => {
  it("adds the best of each problem and the share of each quiz", () => {
    const { tree, byTask } = gradeSitting(
      [
        { title: "Sum", points: 10, code: [code("WRONG_ANSWER"), code("ACCEPTED"), code("WRONG_ANSWER")] },
        { title: "Partial", points: 30, code: [code("WRONG_ANSWER", 1, 3), code("WRONG_ANSWER", 0, 3)] },
        { title: "Quiz", points: 6, quiz: { id: "q", score: 2.5, maxScore: 3 } },
        { title: "Nothing", points: 4, code: [] },
      ],
      END,
    );
    expect(byTask.map(({ value }) => value)).toEqual(["10", "10", "5", "0"]);
    expect(toHundredths(ofText(tree.value))).toBe(2500n);
    expect(valueOf(tree)).toEqual(ofText(tree.value));
  });

  it("is never negative, and explains itself", () => {
    const { tree } = gradeSitting([{ title: "Quiz", points: 6, quiz: { id: "q", score: -2, maxScore: 3 } }], END);
    expect(tree.value).toBe("0");
    const lines = explain(tree, { language: "en", zone: "UTC" }).map(({ text }) => text);
    expect(lines[0]).toBe("Grade: 0 points, rounded to hundredths.");
    expect(lines).toContain("Quiz: 0 of 6 points.");
  });
});
