import { describe, expect, it } from "@jest/globals";
import { MIB } from "../../kernel/units.js";
import { findLanguage, LANGUAGES } from "./index.js";

describe.each(LANGUAGES.map((language) => [language.id, language] as const))("%s", (id, language) => {
  it("is found by its id, and its id can be stored and sent anywhere", () => {
    expect(findLanguage(id)).toBe(language);
    expect(id).toMatch(/^[a-z][a-z0-9]*$/);
  });

  it("starts its compiler and its program by absolute path", () => {
    const memoryLimitBytes = 256 * MIB;
    const plan = language.run({ memoryLimitBytes });
    expect(language.compile.argv(language.fileName)[0]).toMatch(/^\//);
    expect(plan.argv[0]).toMatch(/^\//);
    expect(plan.memoryBytes).toBeGreaterThanOrEqual(memoryLimitBytes);
  });
});

it("knows the other names of a language, and no name means two", () => {
  expect(findLanguage("python3.10")!.id).toBe("python");
  expect(findLanguage("c++20")!.id).toBe("cpp20");
  const names = LANGUAGES.flatMap(({ id, aliases }) => [id, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
});

it("answers undefined for a language that is not there", () => {
  expect(findLanguage("cobol")).toBeUndefined();
});

it("says that a C++ program is too large instead of naming a bug of the compiler", () => {
  const { tidy } = findLanguage("cpp20")!.compile;
  const message = /^The program is larger than 64 MB\. .*zeros only\.$/;
  const assembler =
    "g++: internal compiler error: File size limit exceeded signal terminated program as\nPlease submit a full bug report, with preprocessed source.\nSee <file:///usr/share/doc> for instructions.";
  expect(tidy!(assembler)).toMatch(message);
  expect(tidy!("collect2: fatal error: ld terminated with signal 25 [File size limit exceeded]\ncompilation terminated.")).toMatch(message);
  const usual = "main.cpp:1:1: error: 'x' does not name a type\ncompilation terminated.";
  expect(tidy!(usual)).toBe(usual);
});
