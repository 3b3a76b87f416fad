import { describe, expect, it } from "@jest/globals";
import { buffer } from "node:stream/consumers";
import { PackageFiles, type PackageFile } from "../package-files.js";
import { filesWithConstants } from "./constants.js";
import { withIncludedFiles } from "./included-files.js";

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
  const included = filesOf({
    "include/default/data.txt": "default",
    "include/python3/main.py": "driver",
    "include/python3/lib/part.py": "part",
    "include/cpp/grader.h": "header",
  });

  it("are those of the language, with their folders; a main file among them starts", async () => {
    const program = withIncludedFiles(included, submission("python", "solution.py"));
    expect(program.files.map(({ path }) => path).sort()).toEqual(["lib/part.py", "main.py", "solution.py"]);
    expect(program.main).toBe("main.py");
  });

  it("are the default ones for a language without a folder", () => {
    const program = withIncludedFiles(included, submission("java17", "A.java"));
    expect(program.files.map(({ path }) => path)).toEqual(["A.java", "data.txt"]);
    expect(program.main).toBe("A.java");
  });

  it("take the place of a submission's files", async () => {
    const { files } = withIncludedFiles(included, submission("cpp20", "a.cpp", "grader.h"));
    expect(files.map(({ path }) => path)).toEqual(["a.cpp", "grader.h"]);
    expect((await buffer(files[1]!.read())).toString()).toBe("header");
  });

  it("are not added to a program without a language here, nor if there are none", () => {
    const foreign = submission(null, "a.kt");
    expect(withIncludedFiles(included, foreign)).toBe(foreign);
    const plain = submission("python", "a.py");
    expect(withIncludedFiles(filesOf({}), plain)).toBe(plain);
  });
});
