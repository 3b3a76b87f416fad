import { describe, expect, it } from "@jest/globals";
import { AppError, problemsIn } from "../../kernel/errors.js";
import { exact } from "./exact.js";
import { CHECKERS } from "./index.js";
import { ANY_CHECKER, effectiveParameters, PARAMETER_NAMES, parseParameters } from "./parameters.js";
import { tokens } from "./tokens.js";
import { lines } from "./lines.js";

describe("parseParameters", () => {
  it("leaves out what is null, absent or the default", () => {
    const given = { caseSensitive: true, whitespaceSensitive: null, absoluteTolerance: 0, relativeTolerance: undefined };
    expect(parseParameters(tokens, given, "p")).toEqual({ absoluteTolerance: 0 });
    expect(parseParameters(tokens, { caseSensitive: false, relativeTolerance: 1e-6 }, "p")).toEqual({
      caseSensitive: false,
      relativeTolerance: 1e-6,
    });
    expect(parseParameters(exact, { caseSensitive: null }, "p")).toEqual({});
  });

  it.each([
    [
      tokens,
      { absoluteTolerance: -1e-9 },
      [{ field: "p.absoluteTolerance", code: "OUT_OF_RANGE", minimum: 0, maximum: 1e9, actual: -1e-9 }],
    ],
    [tokens, { relativeTolerance: 1.5 }, [{ field: "p.relativeTolerance", code: "OUT_OF_RANGE", minimum: 0, maximum: 1, actual: 1.5 }]],
    [tokens, { absoluteTolerance: "1" }, [{ field: "p.absoluteTolerance", code: "INVALID_TYPE" }]],
    [tokens, { caseSensitive: 1 }, [{ field: "p.caseSensitive", code: "INVALID_TYPE" }]],
    [exact, { caseSensitive: true }, [{ field: "p.caseSensitive", code: "UNKNOWN_FIELD" }]],
    [lines, { absoluteTolerance: 1 }, [{ field: "p.absoluteTolerance", code: "UNKNOWN_FIELD" }]],
    [ANY_CHECKER, { guess: 1 }, [{ field: "p.guess", code: "UNKNOWN_FIELD" }]],
    [
      tokens,
      { absoluteTolerance: -1, relativeTolerance: 2 },
      [
        { field: "p.absoluteTolerance", code: "OUT_OF_RANGE" },
        { field: "p.relativeTolerance", code: "OUT_OF_RANGE" },
      ],
    ],
  ])("names what is wrong ($name)", (checker, given, problems) => {
    expect(() => parseParameters(checker, given, "p")).toThrow(AppError);
    expect(problemsIn(() => parseParameters(checker, given, "p"))).toEqual(problems.map((problem) => expect.objectContaining(problem)));
  });

  it.each([NaN, Infinity])("refuses %d", (absoluteTolerance) => {
    expect(problemsIn(() => parseParameters(tokens, { absoluteTolerance }, "p"))).toHaveLength(1);
  });
});

describe("effectiveParameters", () => {
  it("fills in the defaults of those that the checker takes", () => {
    const none = { whitespaceSensitive: null, absoluteTolerance: null, relativeTolerance: null, unorderedLevels: null };
    expect(effectiveParameters(lines, {})).toEqual({ ...none, caseSensitive: true });
    expect(effectiveParameters(tokens, { caseSensitive: false, absoluteTolerance: 0 })).toEqual({
      caseSensitive: false,
      whitespaceSensitive: false,
      unorderedLevels: null,
      absoluteTolerance: 0,
      relativeTolerance: null,
    });
    expect(effectiveParameters(exact, {})).toEqual({ ...none, caseSensitive: null });
    expect(effectiveParameters(undefined, {})).toEqual({ ...none, caseSensitive: null });
  });
});

it("each parameter belongs to a checker", () => {
  expect(PARAMETER_NAMES.filter((name) => !CHECKERS.some(({ parameters }) => parameters.includes(name)))).toEqual([]);
});
