import { describe, expect, it } from "@jest/globals";
import { warningsOf } from "./publish-warnings.js";

describe("warnings of a verification", () => {
  it("name tests that validators reject, and solutions that are too close to the time limit", () => {
    const solution = { asExpected: true, verdict: "ACCEPTED", expectedVerdicts: ["ACCEPTED"] };
    const report = {
      invalidInputs: ["large", "large", "empty"].map((test) => ({ test, message: "no" })),
      irreproducibleTests: [],
      solutions: [
        { ...solution, name: "slow", tooClose: true },
        { ...solution, name: "fast", tooClose: false },
      ],
    };
    expect(warningsOf({ report: report as never })).toEqual([
      { code: "INVALID_INPUT", message: "Validators reject these tests: large, empty." },
      { code: "TIME_LIMIT_TOO_CLOSE", message: "The time limit is too close to these solutions: slow." },
    ]);
  });
});
