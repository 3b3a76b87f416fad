import vm from "node:vm";
import { describe, expect, it } from "@jest/globals";
import { LANGUAGES } from "../languages/index.js";
import { driverOf } from "./drivers/index.js";
import { functionProgram, starterOf } from "./function-program.js";
import { learnersLines, withoutDriver } from "./own-lines.js";
import { typed, type FunctionSignature } from "./signature.js";

const SIGNATURE: FunctionSignature = {
  name: "mergeAll",
  parameters: [
    { name: "lists", type: "list<linked_list<long>>" },
    { name: "rootNode", type: "tree<string>" },
    { name: "gridOf", type: "matrix<double>" },
    { name: "isOn", type: "bool" },
  ],
  result: "list<list<int>>",
  mayFail: true,
};

it("every language has a driver and a starter that names the function", () => {
  for (const { id } of LANGUAGES) {
    expect(driverOf(id)).not.toBeNull();
    expect(starterOf(id, SIGNATURE)).toContain(id === "python" ? "def merge_all(lists: list[ListNode | None], root_node" : "mergeAll(");
  }
});

it("the driver of JavaScript has no types left", () => {
  const source = driverOf("javascript")!.driver(typed(SIGNATURE), "x");
  expect(() => new vm.Script(source)).not.toThrow();
  expect(source).not.toMatch(/: any|as any|: never/);
});

it("a driver has only what its types need", () => {
  const ofNumbers = typed({ name: "sum", parameters: [{ name: "numbers", type: "list<int>" }], result: "int", mayFail: false });
  const contents = {
    python: /seen|waiting/,
    cpp17: /strtod|encode|unordered_set|push_back/,
    go: /ParseFloat|readString|readTree|readLinked/,
  };
  for (const [id, others] of Object.entries(contents)) {
    const language = driverOf(id)!;
    expect(language.driver(typed(SIGNATURE), "x")).toMatch(others);
    expect(language.driver(ofNumbers, "x")).not.toMatch(others);
  }
});

it("names in the driver depend on the source", () => {
  const go = LANGUAGES.find(({ id }) => id === "go")!;
  const entryOf = (source: string) => functionProgram(go, { signature: SIGNATURE, drivers: {} }, source).entry.content.toString();
  expect(entryOf("a")).not.toBe(entryOf("b"));
  expect(functionProgram(go, { signature: SIGNATURE, drivers: { go: "package main" } }, "a").entry.content.toString()).toBe("package main");
});

describe("places of the driver", () => {
  const own = { source: "a\nint twoSum(int x) {\n}\n", tail: "", fileName: "main.cpp", entry: "driver.cpp", name: "twoSum" };

  it("become the line of the function", () => {
    const output = [
      "In file included from driver.cpp:200:",
      "main.cpp:2:5: warning: unused",
      "    2 | int x",
      "driver.cpp: In function 'int main()':",
      "driver.cpp:210:9: error: no matching function for call to 'twoSum(a)'",
      "  210 |     twoSum(a);",
      "      |     ~~~~~~^~~",
      "main.cpp:2:5: note: candidate",
    ].join("\n");
    expect(learnersLines(output, own).split("\n")).toEqual([
      "main.cpp:2:5: warning: unused",
      "    2 | int x",
      "main.cpp:2:1: error: no matching function for call to 'twoSum(a)'",
      "main.cpp:2:5: note: candidate",
    ]);
  });

  it("behind the source are its last line", () => {
    const ts = { ...own, fileName: "main.ts", entry: "driver.ts", tail: "export { twoSum as x };" };
    expect(learnersLines("main.ts(7,10): error TS1005: '}' expected.", ts)).toBe("main.ts(4,10): error TS1005: '}' expected.");
    expect(learnersLines("driver.ts(40,7): error TS2322: Type", ts)).toBe("main.ts(2,1): error TS2322: Type");
  });

  it("leave traces", () => {
    const java = "Exception\n\tat Solution.twoSum(Main.java:3)\n\tat Driver.main(Driver.java:90)\n";
    expect(withoutDriver(java, "Driver.java")).toBe("Exception\n\tat Solution.twoSum(Main.java:3)\n");
    const go = "panic: x\n\ngoroutine 1 [running]:\nmain.twoSum(...)\n\t/box/main.go:3\nmain.main()\n\t/box/driver.go:9 +0x1d\n";
    expect(withoutDriver(go, "driver.go")).toBe("panic: x\n\ngoroutine 1 [running]:\nmain.twoSum(...)\n\t/box/main.go:3\n");
  });
});
