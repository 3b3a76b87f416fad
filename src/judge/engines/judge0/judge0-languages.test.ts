import { describe, expect, it } from "@jest/globals";
import { LANGUAGES } from "../../languages/index.js";
import { judge0Config } from "./judge0-api.js";
import { findJudge0Languages } from "./judge0-languages.js";

const CONFIG = judge0Config.parse({});
const idsOf = (names: string[], config = CONFIG) =>
  Object.fromEntries(
    [
      ...findJudge0Languages(
        names.map((name, index) => ({ id: 50 + index, name })),
        config,
      ),
    ].map(([id, { name }]) => [id, name]),
  );

describe("languages of a Judge0", () => {
  it("are found by name, in their newest version", () => {
    expect(idsOf(["Python (2.7.17)", "Python (3.8.1)", "Python (3.11.2)", "Python (3.9.0)"])).toEqual({ python: "Python (3.11.2)" });
    expect(idsOf(["C++ (GCC 7.4.0)", "C++ (GCC 9.2.0)", "C++ (Clang 7.0.1)", "C (GCC 14.1.0)"])).toEqual({
      cpp17: "C++ (GCC 9.2.0)",
      cpp20: "C++ (GCC 9.2.0)",
    });
    expect(idsOf(["Java (OpenJDK 13.0.1)"])).toEqual({});
    expect(idsOf(["Java (OpenJDK 13.0.1)", "Java (JDK 17.0.6)", "Java (OpenJDK 14.0.1)"])).toEqual({ java17: "Java (JDK 17.0.6)" });
    expect(idsOf(["Python for ML (3.7.7)", "Plain Text", "Go (1.9)", "Python (3.11.2) "])).toEqual({});
  });

  it("cover all of ours", () => {
    const names = [
      ...["Python (3.11.2)", "JavaScript (Node.js 18.15.0)", "TypeScript (5.0.3)", "C++ (GCC 14.1.0)", "Java (JDK 17.0.6)", "Go (1.18.5)"],
    ];
    expect(Object.keys(idsOf(names)).sort()).toEqual(LANGUAGES.map(({ id }) => id).sort());
  });

  it("choose the standard of C++ by options, which an operator may forbid", () => {
    const gcc = [{ id: 1, name: "C++ (GCC 9.2.0)" }];
    expect(findJudge0Languages(gcc, CONFIG).get("cpp20")?.compilerOptions).toBe("-std=gnu++2a -O2 -pipe -DONLINE_JUDGE");
    expect(idsOf(["C++ (GCC 9.2.0)"], { ...CONFIG, enable_compiler_options: false })).toEqual({});
    expect(idsOf(["C++ (GCC 9.2.0)"], { ...CONFIG, allowed_languages_for_compile_options: ["C"] })).toEqual({});
    expect(Object.keys(idsOf(["C++ (GCC 9.2.0)"], { ...CONFIG, allowed_languages_for_compile_options: ["C++"] }))).toHaveLength(2);
  });
});
