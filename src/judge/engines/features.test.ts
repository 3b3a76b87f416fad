import { describe, expect, it } from "@jest/globals";
import { featuresOf, refusalOf } from "./features.js";

const PLAIN = { checkerProgram: null, interactor: null, passes: 1, signature: null, includedFiles: {} };

describe("what engines can't do", () => {
  it("follows from what judges a problem", () => {
    expect(featuresOf(PLAIN)).toEqual([]);
    expect(featuresOf({ ...PLAIN, checkerProgram: "a", interactor: "b", passes: 2 })).toEqual([
      "INTERACTIVE",
      "MULTI_PASS",
      "CHECKER_PROGRAMS",
    ]);
    expect(featuresOf({ ...PLAIN, signature: {} })).toEqual(["SOURCE_FILES"]);
    expect(featuresOf({ ...PLAIN, includedFiles: { go: [] } })).toEqual(["SOURCE_FILES"]);
  });

  it("is said in one sentence", () => {
    expect(refusalOf("sandbox", ["INTERACTIVE", "SOURCE_FILES"])).toBeNull();
    expect(refusalOf("docker", ["CHECKER_PROGRAMS", "MULTI_PASS"])).toBeNull();
    expect(refusalOf("docker", ["INTERACTIVE", "CHECKER_PROGRAMS"])).toBe(
      "This installation runs programs with Docker, which does not support interactive problems.",
    );
    expect(refusalOf("judge0", ["MULTI_PASS", "CHECKER_PROGRAMS"])).toBe(
      "This installation runs programs with Judge0, which does not support multi-pass problems or problems with a checker program.",
    );
  });
});
