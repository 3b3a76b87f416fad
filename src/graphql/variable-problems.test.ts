import { describe, expect, it } from "@jest/globals";
import { buildSchema, getOperationAST, parse } from "graphql";
import { problemsIn } from "../kernel/errors.js";
import { checkVariables } from "./variable-problems.js";

const schema = buildSchema(`
  enum Level { EASY HARD }
  input Test { name: String! level: Level }
  input Upload { title: String! count: Int = 3 tests: [Test!]! }
  type Query { upload(input: Upload!, note: String): Int }
`);
const document = parse("query ($given: Upload!, $text: String) { upload(input: $given, note: $text) @include(if: true) }");
const problems = (variables: Record<string, unknown>) =>
  problemsIn(() => checkVariables(schema, document, getOperationAST(document)!, variables));

describe("variables", () => {
  it("pass when they fit, defaults and absent ones included", () => {
    expect(problems({ given: { title: "a", tests: { name: "one" } } })).toEqual([]);
  });

  it("are refused with every fault, by the path of the argument", () => {
    const given = { count: "3", tests: [{ name: "a" }, { name: 1, level: "ODD" }, null, "x"], more: 1 };
    expect(problems({ given, text: 5 }).map(({ field, code }) => `${field} ${code}`)).toEqual([
      "input.title REQUIRED",
      "input.count INVALID_TYPE",
      "input.tests.1.name INVALID_TYPE",
      "input.tests.1.level UNKNOWN_VALUE",
      "input.tests.2 REQUIRED",
      "input.tests.3 INVALID_TYPE",
      "input.more UNKNOWN_FIELD",
      "note INVALID_TYPE",
    ]);
  });

  it("are refused for a list of more items than any field takes, without a look at each", () => {
    const given = { title: "a", tests: new Array(10_001).fill(null) };
    expect(problems({ given })).toMatchObject([{ field: "input.tests", code: "TOO_MANY", maximum: 10_000, actual: 10_001 }]);
  });

  it("are refused with at most a hundred faults", () => {
    expect(problems({ given: { title: "a", tests: new Array(9_000).fill(null) } }).length).toBe(100);
  });

  it("are refused when a needed one is missing", () => {
    expect(problems({})).toMatchObject([{ field: "input", code: "REQUIRED" }]);
  });

  it.each([
    ["an argument", 'query A($x: Upload = { title: "", tests: [] }) { upload(input: $x) }'],
    ["an input field", 'query A($x: String = "t") { upload(input: { title: $x, tests: [] }) }'],
    ["a condition", 'query A($x: Boolean = true) { ...F } fragment F on Query { upload(input: { title: "", tests: [] }) @skip(if: $x) }'],
  ])("are refused as null with a default where %s must not be null", (_name, text) => {
    const one = parse(`${text} query B($x: String = null) { upload(input: { title: "", tests: [] }, note: $x) }`);
    const problemsOf = (name: string) => problemsIn(() => checkVariables(schema, one, getOperationAST(one, name)!, { x: null }));
    expect(problemsOf("A")).toMatchObject([{ code: "REQUIRED" }]);
    expect(problemsOf("B")).toEqual([]);
  });
});
