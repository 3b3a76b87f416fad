import { describe, expect, it } from "@jest/globals";
import { canonicalArguments, canonicalResult, FAILS } from "./function-tests.js";
import { faultsOfSignature, snakeCase, typed, type FunctionSignature } from "./signature.js";
import { parseType, textOf } from "./value-type.js";
import { canonicalValue } from "./values.js";

const canonical = (type: string, text: string) => canonicalValue(parseType(type)!, text);

describe("types", () => {
  it.each(["int", "list<string>", "list<list<list<list<bool>>>>", "matrix<double>", "list<linked_list<long>>", "list<tree<int>>"])(
    "%s",
    (text) => {
      expect(textOf(parseType(text)!)).toBe(text);
    },
  );

  it.each([
    "",
    "integer",
    "list",
    "list<>",
    "list<int",
    "matrix<list<int>>",
    "tree<tree<int>>",
    "list<list<list<list<list<int>>>>>",
    "int>",
    `${"list<".repeat(30)}int`,
  ])("%s is none", (text) => expect(parseType(text)).toBeNull());
});

describe("values", () => {
  it.each([
    ["int", " -0 ", "0"],
    ["int", "-120", "-120"],
    ["long", "-0012", null],
    ["int", "2147483647", "2147483647"],
    ["long", "-9223372036854775808", "-9223372036854775808"],
    ["double", "5", "5.0"],
    ["double", "1e400", null],
    ["double", "0.1", "0.1"],
    ["double", "1E2", "100.0"],
    ["double", '"Infinity"', '"Infinity"'],
    ["bool", "true", "true"],
    ["string", '"\\u0041\\/\\n"', '"A/\\n"'],
    ["string", '"\\ud800"', '"\\ud800"'],
    ["list<int>", "[ 1,\n2 ]", "[1,2]"],
    ["list<list<int>>", "[[],[1]]", "[[],[1]]"],
    ["matrix<int>", "[[1,2],[3,4]]", "[[1,2],[3,4]]"],
    ["linked_list<string>", '["a"]', '["a"]'],
    ["tree<int>", "[1,null,2,null,null]", "[1,null,2]"],
    ["tree<int>", "[null]", "[]"],
    ["int", "2147483648", null],
    ["int", "1.0", null],
    ["int", "01", null],
    ["int", "1x", null],
    ["long", "9223372036854775808", null],
    ["bool", "truely", null],
    ["string", '"a', null],
    ["string", '"\n"', null],
    ["list<int>", "[1,]", null],
    ["list<int>", "[1", null],
    ["list<int>", "[1] 2", null],
    ["list<int>", "[[1]]", null],
    ["matrix<int>", "[[1],[1,2]]", null],
    ["tree<int>", "[1,null,null,2]", null],
  ])("%s %s", (type, text, written) => {
    if (written === null) expect(() => canonical(type, text)).toThrow();
    else expect(canonical(type, text)).toBe(written);
  });

  it("are read in linear time, however large or deep", () => {
    expect(canonical("string", JSON.stringify("ä".repeat(3_000_000)))).toHaveLength(3_000_002);
    expect(canonical("tree<int>", `[1${",null".repeat(2)}]`)).toBe("[1]");
    expect(() => canonical("list<int>", "[".repeat(1_000_000))).toThrow("int was expected");
    expect(canonical("list<long>", `[${Array.from({ length: 200_000 }, (_, n) => n).join()}]`).length).toBeGreaterThan(1_000_000);
  });
});

const SIGNATURE: FunctionSignature = {
  name: "twoSum",
  parameters: [
    { name: "nums", type: "list<int>" },
    { name: "target", type: "int" },
  ],
  result: "list<int>",
  mayFail: false,
};

describe("tests of a function", () => {
  const types = typed(SIGNATURE);

  it("have arguments in order or by name", () => {
    expect(canonicalArguments(types, "[2, 7]\n9")).toBe("[2,7]\n9\n");
    expect(canonicalArguments(types, '{ "target": 9, "nums": [2,7] }')).toBe("[2,7]\n9\n");
    expect(canonicalArguments(typed({ ...SIGNATURE, parameters: [] }), " {} ")).toBe("");
  });

  it.each([
    ["[2, 7]", "Argument `target`: int was expected, not the end."],
    ["[2, true]\n9", "Argument `nums`, at [1]: int was expected, not `true]\n9`."],
    ["[2]\n9\n1", "After the last argument there is `1`."],
    ['{"nums":[1]}', "Argument `target` is missing."],
    ['{"nums":[1],"nums":[1]}', "Argument `nums` is there twice."],
    ['{"numbers":[1]}', "There is no parameter `numbers`."],
  ])("%s: %s", (input, message) => {
    expect(() => canonicalArguments(types, input)).toThrow(message);
  });

  it("may expect a failure if the signature says so", () => {
    expect(() => canonicalResult(types, '{"error":"too small"}')).toThrow("does not say that the function may fail");
    expect(canonicalResult({ ...types, mayFail: true }, '{"error":"too small"}')).toBe(`${FAILS}\n`);
    expect(() => canonicalResult({ ...types, mayFail: true }, '{"error":false}')).toThrow("Expected result");
  });
});

describe("signatures", () => {
  it("have names that every language takes", () => {
    expect(faultsOfSignature(SIGNATURE)).toEqual([]);
    expect(snakeCase("sumOfHTTPCodes2")).toBe("sum_of_httpcodes2");
    const faulty = {
      ...SIGNATURE,
      name: "TwoSum",
      result: "text",
      parameters: [...SIGNATURE.parameters, { name: "target", type: "int" }, { name: "lambda", type: "int" }],
    };
    expect(faultsOfSignature(faulty).map(({ field }) => field)).toEqual(["name", "result", "parameters[2].name", "parameters[3].name"]);
  });
});
