import { describe, expect, it } from "@jest/globals";
import { buffer } from "node:stream/consumers";
import { PackageFiles, type PackageFile } from "../package-files.js";
import { filesWithConstants } from "./constants.js";
import { readIncludedFiles, withIncludedMain } from "./included-files.js";
import { Findings } from "../package-faults.js";

const fileOf = (path: string, content: string | Buffer): PackageFile => ({
  path,
  sizeBytes: Buffer.byteLength(content),
  async *read() {
    // In two pieces: a name may lie across their border.
    const bytes = Buffer.from(content);
    yield bytes.subarray(0, 5);
    yield bytes.subarray(5);
  },
});
const filesOf = (contents: Record<string, string | Buffer>) =>
  new PackageFiles(Object.entries(contents).map(([path, content]) => fileOf(path, content)));
const textOf = async (files: PackageFiles, path: string) => (await buffer(files.get(path)!.read())).toString();

const CONSTANTS = new Map([
  ["max", "1000"],
  ["max.value", "1000"],
  ["max.latex", "10^3"],
]);

describe("constants of a package", () => {
  it.each([
    ["input_validators/check.py", "1000 10^3 1000"],
    ["input_validators/check/deep/part.h", "1000 10^3 1000"],
    ["output_validator/validate.py", "1000 10^3 1000"],
    ["include/default/data.txt", "1000 10^3 1000"],
    ["submissions/accepted/a.py", "1000 10^3 1000"],
    ["data/secret/test_group.yaml", "1000 10^3 1000"],
    ["data/secret/1.in", "{{max}} {{max.latex}} {{max.value}}"],
    ["generators/gen.py", "{{max}} {{max.latex}} {{max.value}}"],
  ])("in %s", async (path, expected) => {
    const files = filesWithConstants(filesOf({ [path]: "{{max}} {{max.latex}} {{max.value}}" }), CONSTANTS);
    expect(await textOf(files, path)).toBe(expected);
  });

  it("leave unknown names, other braces and files that are no text as they are", async () => {
    const bytes = Buffer.from([0xff, ...Buffer.from("{{max}}")]);
    const given = { "submissions/a.cpp": "{{min}} {{ max }} {max} {{{max}}}", "submissions/a.bin": bytes };
    const files = filesWithConstants(filesOf(given), CONSTANTS);
    expect(await textOf(files, "submissions/a.cpp")).toBe("{{min}} {{ max }} {max} {1000}");
    expect(bytes.equals(await buffer(files.get("submissions/a.bin")!.read()))).toBe(true);
  });

  it("are not replaced twice, nor in files too large for a source", async () => {
    const twice = new Map([
      ["a", "{{b}}"],
      ["b", "2"],
    ]);
    const large = `{{a}}${" ".repeat(600 * 1024)}`;
    const files = filesWithConstants(filesOf({ "submissions/a.py": "{{a}}", "submissions/large.py": large }), twice);
    expect(await textOf(files, "submissions/a.py")).toBe("{{b}}");
    expect(await textOf(files, "submissions/large.py")).toBe(large);
  });
});

describe("files in include/", () => {
  const submission = (language: string | null, ...paths: string[]) => ({
    ...{ name: "s", language, main: paths[0] ?? null },
    files: paths.map((path) => fileOf(path, "submitted")),
  });
  const given = filesOf({
    "include/default/data.txt": "default",
    "include/python3/__main__.py": "main file",
    "include/python3/lib/part.py": "part",
    "include/cpp/grader.h": "header",
    "include/cpp/lib/grader.cpp": "source",
    "include/java/Main.java": "main file",
    "include/kotlin/a.kt": "foreign",
    "include/README": "of no language",
  });

  it("are those of each language, with their folders, and the default ones for others", () => {
    const findings = new Findings();
    const found = readIncludedFiles(given, findings);
    expect(found.map(({ language, folder, files }) => [language, folder, ...files.map(({ path }) => path)]).sort()).toEqual([
      ["cpp17", "include/cpp", "grader.h", "lib/grader.cpp"],
      ["cpp20", "include/cpp", "grader.h", "lib/grader.cpp"],
      ["cpp23", "include/cpp", "grader.h", "lib/grader.cpp"],
      ["go", "include/default", "data.txt"],
      ["java17", "include/java", "included-Main.java"],
      ["javascript", "include/default", "data.txt"],
      ["typescript", "include/default", "data.txt"],
    ]);
    expect(findings.notes.map(({ path }) => path)).toEqual(["include/README", "include/kotlin", "include/python3/__main__.py"]);
  });

  it("are part of a submission of the package only if one of them is the main file, which starts", async () => {
    const program = withIncludedMain(given, submission("python", "solution.py", "lib/part.py"));
    expect(program.files.map(({ path }) => path)).toEqual(["solution.py", "__main__.py", "lib/part.py"]);
    expect(program.main).toBe("__main__.py");
    expect((await buffer(program.files[2]!.read())).toString()).toBe("part");
    for (const other of [submission("cpp20", "a.cpp"), submission("java17", "A.java"), submission(null, "a.kt")])
      expect(withIncludedMain(given, other)).toBe(other);
  });

  it("may be missing", () => {
    const plain = submission("python", "a.py");
    expect(withIncludedMain(filesOf({}), plain)).toBe(plain);
    expect(readIncludedFiles(filesOf({}), new Findings())).toEqual([]);
  });
});
