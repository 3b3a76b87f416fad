/** Packages of each format, and each kind of fault and attack, as archives. */
import { describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { legacyPackage, modernPackage, polygonPackage, without, type Files } from "../../../../test/support/packages.js";
import { zipOf } from "../../../../test/support/test-uploads.js";
import { Findings } from "../../../judge/packages/package-faults.js";
import { faultsOfTests } from "../problems/tests/test-faults.js";
import { FILES_MAX, readPackageArchive } from "./package-archive.js";
import { filesOf } from "./import-files.js";
import { contentOf } from "./package-content.js";
import { plannedTests } from "./package-tests.js";

async function read(archive: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), "packages-"));
  writeFileSync(join(folder, "package.zip"), archive);
  const file = await open(join(folder, "package.zip"), "r");
  try {
    return await readPackageArchive(file);
  } finally {
    await file.close();
    rmSync(folder, { recursive: true });
  }
}

const readFiles = async (files: Files) => read(await zipOf(files));
const codesOf = async (files: Files | Promise<Buffer>) => {
  const { problem, faults } = files instanceof Promise ? await read(await files) : await readFiles(files);
  expect(problem).toBeNull();
  return faults.map(({ code, path }) => `${code} ${path ?? "-"}`);
};

/** A ZIP with raw names, modes and sizes, which ZIP libraries would not write. */
function rawZip(entries: { name: string; content?: string; mode?: number; size?: number }[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  const deflated = new Map<string, Buffer>();
  let offset = 0;
  for (const { name, content = "", mode = 0o100644, size } of entries) {
    const data = deflated.get(content) ?? deflateRawSync(content);
    deflated.set(content, data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(size ?? Buffer.byteLength(content), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(mode * 0x10000, 6);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0003"), common, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

describe("a package", () => {
  it("of the legacy format is read whole", async () => {
    const { problem, notes } = await readFiles(legacyPackage());
    expect(problem).toMatchObject({
      format: "KATTIS_LEGACY",
      shortName: "adding",
      titles: { en: "Adding" },
      limits: { timeMs: 2000, memoryKb: 262_144 },
      credits: { authors: ["Ada"], sources: [{ name: "Our Contest", url: null }], license: "cc by-sa" },
      keywords: ["easy", "Math"],
      checker: { kind: "BUILT_IN", id: "tokens", parameters: { caseSensitive: false } },
      submissions: [{ path: "accepted/add.py", language: "python", expected: ["ACCEPTED"] }],
    });
    expect(problem!.statements[0]!.markdown).toBe("Add *two* numbers $a$ and $b$.\n\n## Input\n\nTwo numbers.");
    expect(problem!.tests.map(({ name, sample }) => [name, sample])).toEqual([
      ["sample/1", true],
      ["secret/a", false],
    ]);
    expect(notes).toEqual([]);
  });

  it("of the format 2025-09 is read whole", async () => {
    const { problem } = await readFiles(modernPackage());
    expect(problem).toMatchObject({ format: "KATTIS_2025_09", uuid: "117b564d-429b-44d4-bf8c-c264a3703e07", limits: { timeMs: 2000 } });
    expect(problem!.tests[0]).toMatchObject({ name: "sample/1", explanation: "One and two." });
  });

  it("of Polygon is read whole", async () => {
    const { problem } = await readFiles(polygonPackage());
    expect(problem).toMatchObject({
      format: "POLYGON",
      titles: { en: "Adding" },
      limits: { timeMs: 2000, memoryKb: 262_144 },
      checker: { kind: "BUILT_IN", id: "tokens", parameters: {} },
      submissions: [{ name: "add.py", language: "python", expected: ["ACCEPTED"] }],
    });
    expect(problem!.statements[0]!.markdown).toContain("Add *two* numbers.\n\n## Input\n\nTwo numbers.");
    expect(problem!.tests.map(({ name }) => name)).toEqual(["sample/1", "secret/2"]);
  });

  it("has the flags of the default validator as parameters", async () => {
    const flags = "validator_flags: case_sensitive space_change_sensitive float_tolerance 1e-6\n";
    const { problem } = await readFiles(legacyPackage({ "problem.yaml": `name: A\n${flags}` }));
    expect(problem!.checker).toMatchObject({
      parameters: { caseSensitive: true, whitespaceSensitive: true, absoluteTolerance: 1e-6, relativeTolerance: 1e-6 },
    });
  });

  it("has the flags of single tests with the tests", async () => {
    const tests = { "data/secret/g/1.in": "1\n", "data/secret/g/1.ans": "1\n", "data/secret/h/1.in": "2\n", "data/secret/h/1.ans": "2\n" };
    const group = (words: string) => ({ ...tests, "data/secret/g/test_group.yaml": `output_validator_args: ${words}\n` });
    const { problem } = await readFiles(modernPackage(group('[float_tolerance, "1e-2"]')));
    const planned = plannedTests(problem!, new Findings());
    expect(planned.map(({ name, checkerArguments }) => [name, checkerArguments])).toEqual([
      ...["sample/1", "secret/a"].map((name) => [name, undefined]),
      ["secret/g/1", ["float_tolerance", "1e-2"]],
      ["secret/h/1", undefined],
    ]);
    expect(await codesOf(modernPackage(group("[loosely]")))).toEqual(["CHECKER_INVALID data/secret/g/1.in"]);
  });

  it("may be multi-pass, with an output validator and as many passes as are possible here", async () => {
    const yaml = (limits: string) =>
      `problem_format_version: 2025-09\ntype: [pass-fail, multi-pass]\nname: A\nlimits:\n  time_limit: 1\n  output: 3\n${limits}`;
    const validator = { "output_validator/validate.py": "import sys\nsys.exit(42)\n" };
    const { problem } = await readFiles(modernPackage({ "problem.yaml": yaml("  validation_passes: 9\n"), ...validator }));
    expect(problem).toMatchObject({ passes: 9, limits: { outputBytes: 3 * 2 ** 20 }, checker: { kind: "PROGRAM" }, interactor: null });
    expect((await readFiles(modernPackage({ "problem.yaml": yaml(""), ...validator }))).problem).toMatchObject({ passes: 2 });
    expect(await codesOf(modernPackage({ "problem.yaml": yaml("") }))).toEqual(["FILE_MISSING output_validator"]);
    expect(await codesOf(modernPackage({ "problem.yaml": yaml("  validation_passes: 101\n"), ...validator }))).toEqual([
      "UNSUPPORTED problem.yaml",
    ]);
  });

  it("has no grader of its own", async () => {
    const yaml = "name: A\ntype: scoring\n";
    expect(await codesOf(legacyPackage({ "data/secret/testdata.yaml": "grading: custom\n", "graders/mine.py": "print(1)\n" }))).toEqual([
      "UNSUPPORTED data/secret/testdata.yaml",
    ]);
    expect(await codesOf(legacyPackage({ "problem.yaml": `${yaml}grading: custom\n` }))).toEqual(["UNSUPPORTED problem.yaml"]);
    const usual = await readFiles(legacyPackage({ "problem.yaml": `${yaml}grading: {objective: min}\n`, "graders/mine.py": "print(1)\n" }));
    expect(usual).toMatchObject({ problem: { scoring: { objective: "MIN" } }, notes: [{ path: "graders" }] });
  });

  it("has arguments of single tests, and samples of interactions", async () => {
    const { problem, notes } = await readFiles(
      modernPackage({
        "problem.yaml": "problem_format_version: 2025-09\ntype: interactive\nname: A\nlimits:\n  time_limit: 1\n",
        "output_validator/validate.py": "import sys\nsys.exit(42)\n",
        "data/secret/test_group.yaml": "output_validator_args: [one]\n",
        "data/secret/z.in": "1\n",
        "data/secret/z.ans": "1\n",
        "data/secret/z.yaml": "output_validator_args: [two, 'and more']\n",
        "data/sample/talk.interaction": "<3\n>4\n---\n<5\nother\n",
      }),
    );
    const byName = Object.fromEntries(problem!.tests.map(({ name, checkerArguments }) => [name, checkerArguments]));
    expect(byName).toMatchObject({ "sample/1": null, "secret/z": ["two", "and more"] });
    expect(Object.entries(byName).find(([name]) => name.startsWith("secret/") && name !== "secret/z")![1]).toEqual(["one"]);
    expect(problem!.statements[0]!.markdown).toMatch(/\n\n## Sample interactions\n\n```text\n<3\n>4\n---\n<5\n```$/);
    expect(notes.filter(({ path }) => path?.startsWith("data"))).toEqual([]);
  });

  it("explains a sample with its interaction, as far as there is room, and its hint", async () => {
    const files = { "data/sample/1.interaction": "<3\n>4\n", "data/sample/1.hint": "Of the file.\n" };
    const legacy = await readFiles(legacyPackage(files));
    expect(legacy.problem!.tests[0]!.explanation).toBe("```text\n<3\n>4\n```\n\nOf the file.");
    const modern = await readFiles(modernPackage(files));
    expect(modern.problem!.tests[0]!.explanation).toBe("```text\n<3\n>4\n```\n\nOne and two.");
    const long = await readFiles(modernPackage({ "data/sample/1.interaction": "<3\n>4\n".repeat(700) }));
    const { explanation } = long.problem!.tests[0]!;
    expect(explanation).toMatch(/^```text\n(?:<3\n>4\n){600,}(?:<3\n)?\.\.\.\n```\n\nOne and two\.$/);
    expect(explanation.length).toBeGreaterThan(3990);
    expect(explanation.length).toBeLessThanOrEqual(4000);
    expect(long.notes).toContainEqual({ path: "data/sample/1.interaction", message: expect.stringContaining("at most 4000 characters") });
  });

  it("may have optional parts that are too long or invalid: they are cut or left out, and noted", async () => {
    const long = `${"A long hint. ".repeat(400)}\n`;
    const notText = Buffer.from([0xff, 0xfe]);
    const legacy = await readFiles(
      legacyPackage({
        "problem.yaml": `name: ${"N".repeat(3000)}\nlicense: ${"L".repeat(3000)}\nkeywords: {no: list}\nallow_file_writing: perhaps\n`,
        "data/sample/1.hint": long,
        "data/sample/1.interaction": notText,
        "problem_statement/problem.sv.tex": notText,
        "solution/solution.en.md": notText,
      }),
    );
    const { explanation } = legacy.problem!.tests[0]!;
    expect(explanation).toMatch(/^(?:A long hint\. )+(?:A |A long )?…$/);
    expect(explanation.length).toBeGreaterThan(3900);
    expect(explanation.length).toBeLessThanOrEqual(4000);
    expect(legacy.problem!.statements.map(({ locale }) => locale)).toEqual(["en"]);
    expect(legacy.notes.map(({ path }) => path).sort()).toEqual(
      [
        ...["data/sample/1.in", "data/sample/1.interaction", "problem.yaml", "problem.yaml"],
        ...["problem_statement/problem.sv.tex", "solution/solution.en.md"],
      ].sort(),
    );
    const findings = new Findings();
    const content = contentOf({ ...legacy.problem!, solutions: { en: "word ".repeat(30_000) } }, findings);
    expect(content.explanation!.length).toBeLessThanOrEqual(100_000);
    expect(content.title).toHaveLength(120);
    expect(findings.faults).toEqual([]);
    expect(findings.notes.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining("title is cut"), expect.stringMatching(/^It is cut: an explanation/)]),
    );

    const indented = `  ${long}`.repeat(5);
    const modern = await readFiles(
      modernPackage({
        "output_validator/validate.py": "import sys\nsys.exit(42)\n",
        "data/sample/1.yaml": `hint: |\n${indented}output_validator_args: [one]\nfull_feedback: maybe\ndescription: |\n${indented}`,
        "data/sample/2.interaction": "<3\n>4\n".repeat(5000),
      }),
    );
    expect(modern.problem!.tests[0]).toMatchObject({ name: "sample/1", explanation: "", checkerArguments: ["one"] });
    expect(modern.problem!.statements[0]!.markdown!.length).toBeLessThan(20_100);
    expect(modern.notes.map(({ path }) => path)).toEqual(expect.arrayContaining(["data/sample/1.yaml", "data/sample/2.interaction"]));
  });

  it("of Polygon has its pictures and its tutorial, and may have its statement in problem.tex", async () => {
    const tex = [
      "\\begin{problem}{Adding {two}}{standard input}{standard output}{1 second}{256 megabytes}",
      "Add \\textit{two} numbers.\n\\begin{center}\\includegraphics[width=5cm]{tree}\\end{center}",
      "\\InputFile\nTwo numbers.\n\n\\OutputFile\nTheir sum.\n\n\\Example\n\\begin{example}\\exmpfile{example.01}{example.01.a}%\n\\end{example}",
      "\\Note\nOne and two.\n\\end{problem}\n",
    ].join("\n");
    const files = without(polygonPackage(), "problem-properties.json");
    const { problem, notes } = await readFiles({
      ...files,
      "statements/english/problem.tex": tex,
      "statements/english/tutorial.tex": "\\begin{tutorial}{Adding}\nUse \\texttt{+}.\n\\end{tutorial}\n",
      "statements/english/tree.png": "picture",
      "statements/english/old.eps": "picture",
      "statements/english/problem.pdf": "statement",
      "statements/english/olymp.sty": "% style",
      "statement-sections/english/other.jpg": "picture",
    });
    expect(notes).toEqual([]);
    const markdown = problem!.statements[0]!.markdown!;
    expect(markdown).toContain("Add *two* numbers.");
    expect(markdown.match(/^## .*$/gm)).toEqual(["## Input", "## Output", "## Notes"]);
    expect(markdown).toMatch(/## Output\n\nTheir sum\.\n\n## Notes\n\nOne and two\.$/);
    expect(problem!.solutions).toEqual({ en: "Use `+`." });
    const findings = new Findings();
    const pictures = filesOf(problem!, findings).map(({ kind, name }) => `${kind} ${name}`);
    expect(pictures.sort()).toEqual(["PICTURE old.eps", "PICTURE other.jpg", "PICTURE tree.png"]);
    expect(contentOf(problem!, findings, ["tree.png"]).statement).toMatch(/!\[[^\]]*\]\(tree\.png\)/);
  });

  it("of Polygon may have sections in files, and a language whose sections are broken", async () => {
    const files = polygonPackage({
      "statements/russian/problem-properties.json": "no JSON",
      "statement-sections/english/legend.tex": "Add.",
      "statement-sections/english/tutorial.tex": "Plus.",
    });
    const xml = String(files["problem.xml"]).replace("<statements>", '<statements><statement language="russian" path="x"/>');
    const { problem, notes } = await readFiles({ ...without(files, "english/problem-properties.json"), "problem.xml": xml });
    expect(problem).toMatchObject({ statements: [{ locale: "en", markdown: "Add." }], solutions: { en: "Plus." } });
    expect(notes.map(({ path }) => path)).toEqual(["statements/russian/problem-properties.json"]);
  });

  it("has at most 1 MiB of arguments for its tests", async () => {
    const { problem } = await readFiles(modernPackage({ "output_validator/validate.py": "import sys\nsys.exit(42)\n" }));
    const test = { ...problem!.tests[0]!, checkerArguments: Array.from({ length: 20 }, () => "\u20ac".repeat(200)) };
    const faults = (count: number) => {
      const tests = Array.from({ length: count }, (_, at) => ({ ...test, name: `secret/${at}` }));
      return faultsOfTests(plannedTests({ ...problem!, tests }, new Findings()));
    };
    expect(faults(80)).toEqual([]);
    expect(faults(90)).toEqual([
      { code: "ARGUMENTS_INVALID", test: null, message: expect.stringContaining("at most 1048576 are allowed") },
    ]);
  });

  it("has Python 3 unless a first line says otherwise, or the program needs Python 2", async () => {
    const { problem } = await readFiles(
      legacyPackage({
        "submissions/accepted/both.py": "try: raw_input\nexcept NameError: raw_input = input\nprint(raw_input())\n",
        "submissions/accepted/old.py": "#!/usr/bin/env python2\nprint 1\n",
        "submissions/accepted/older.py": "print(raw_input())\n",
      }),
    );
    expect(problem!.submissions.map(({ path, language }) => [path, language])).toEqual([
      ["accepted/add.py", "python"],
      ["accepted/both.py", "python"],
      ["accepted/old.py", null],
      ["accepted/older.py", null],
    ]);
  });

  it("has its groups of tests, and what is expected of its submissions", async () => {
    const { problem } = await readFiles(
      legacyPackage({
        "problem.yaml": "name: A\ntype: scoring\n",
        "data/secret/testdata.yaml": "grader_flags: min ignore_sample\non_reject: continue\n",
        "data/secret/group1/testdata.yaml": "accept_score: 40\nrange: 0 40\n",
        "data/secret/group1/b.in": "1 1\n",
        "data/secret/group1/b.ans": "2\n",
        "submissions/mixed/slow.py": "# @EXPECTED_RESULTS@: TIMELIMIT, WRONG-ANSWER\n",
        "submissions/run_time_error/crash/main.py": "1 / 0\n",
      }),
    );
    expect(problem!.scoring).toEqual({ objective: "MAX" });
    expect(problem!.groups).toContainEqual(
      expect.objectContaining({ name: "secret", aggregation: "MIN", onReject: "CONTINUE", graderFlags: ["ignore_sample"] }),
    );
    expect(problem!.groups).toContainEqual(expect.objectContaining({ name: "secret/group1", acceptScore: 40, maxScore: 40 }));
    expect(problem!.submissions.map(({ path, expected }) => [path, expected])).toEqual([
      ["accepted/add.py", ["ACCEPTED"]],
      ["mixed/slow.py", ["TIME_LIMIT_EXCEEDED", "WRONG_ANSWER"]],
      ["run_time_error/crash", ["RUNTIME_ERROR"]],
    ]);
  });

  it("names what is not used", async () => {
    const files = legacyPackage({ "problem.yaml": "name: A\nshortname: a\n", "include/kotlin/x.kt": "", "data/secret/b.png": "" });
    const { problem, notes } = await readFiles(files);
    expect(problem).not.toBeNull();
    expect(notes.map(({ path }) => path)).toEqual(["problem.yaml", "data/secret", "include/kotlin"]);
  });
});

describe("a faulty package is refused with all that is wrong", () => {
  it.each<[string, Files, string[]]>([
    ["no problem.yaml", without(legacyPackage(), "problem.yaml"), ["FORMAT_UNKNOWN -"]],
    ["wrong YAML", legacyPackage({ "problem.yaml": "name: [a\nb: c: d\n" }), ["SYNTAX_INVALID problem.yaml"]],
    ["an unknown version", legacyPackage({ "problem.yaml": "problem_format_version: 2099-01\n" }), ["FORMAT_UNKNOWN problem.yaml"]],
    ["no statement", without(legacyPackage(), "problem.en.tex"), ["STATEMENT_MISSING statement"]],
    ["no answer", without(legacyPackage(), "a.ans"), ["TEST_INVALID data/secret/a.in"]],
    ["no tests", without(legacyPackage(), "1.in", "a.in"), ["TESTS_MISSING data"]],
    [
      "a statement that is not text",
      legacyPackage({ "problem_statement/problem.en.tex": Buffer.from([0xff, 0xfe]) }),
      ["TEXT_INVALID problem_statement/problem.en.tex"],
    ],
    ["an unknown flag", legacyPackage({ "problem.yaml": "name: A\nvalidator_flags: no_such_flag\n" }), ["CHECKER_INVALID problem.yaml"]],
    ["no checker", legacyPackage({ "problem.yaml": "name: A\nvalidation: custom\n" }), ["FILE_MISSING output_validators"]],
    ["wrong XML", polygonPackage({ "problem.xml": "<problem><a></problem>" }), ["SYNTAX_INVALID problem.xml"]],
    ["a document type", polygonPackage({ "problem.xml": '<!DOCTYPE p [<!ENTITY a "b">]><problem/>' }), ["SYNTAX_INVALID problem.xml"]],
    ["tests that are not generated", without(polygonPackage(), "tests/02"), ["TEST_INVALID tests/02"]],
  ])("%s", async (_name, files, codes) => {
    expect(await codesOf(files)).toEqual(expect.arrayContaining(codes));
  });

  it("at once", async () => {
    const files = legacyPackage({
      "problem.yaml": "name: {}\nlimits: {memory: lots}\n",
      "data/secret/b.in": "",
      "data/secret/_.in": "",
      "data/secret/_.ans": "",
    });
    expect(await codesOf(without(files, "problem.en.tex"))).toEqual([
      "VALUE_INVALID problem.yaml: limits",
      "STATEMENT_MISSING statement",
      "TEST_INVALID data/secret/_.in",
      "TEST_INVALID data/secret/b.in",
    ]);
  });
});

describe("an attack is refused", () => {
  const base = () => Object.entries(legacyPackage()).map(([name, content]) => ({ name, content: String(content) }));

  it.each(["../../etc/passwd", "/etc/passwd", "adding/../../x", "C:\\x", "adding\\..\\x", "adding//x", "adding/\u0001"])(
    "the path %s",
    async (name) => {
      expect(await codesOf(Promise.resolve(rawZip([...base(), { name, content: "x" }])))).toEqual([
        expect.stringMatching(/^PATH_INVALID|^NOT_AN_ARCHIVE/),
      ]);
    },
  );

  it("a symbolic link", async () => {
    const link = { name: "adding/data/secret/b.in", content: "/etc/passwd", mode: 0o120777 };
    expect(await codesOf(Promise.resolve(rawZip([...base(), link])))).toEqual(["FILE_UNREADABLE adding/data/secret/b.in"]);
  });

  it("two files with one path, and a file as a folder", async () => {
    const twice = [...base(), { name: "adding/problem.yaml", content: "" }, { name: "adding/problem.yaml/x", content: "" }];
    expect(await codesOf(Promise.resolve(rawZip(twice)))).toEqual([
      "PATH_DUPLICATE adding/problem.yaml",
      "PATH_DUPLICATE adding/problem.yaml/x",
    ]);
  });

  it("sizes that no archive of this size can have", async () => {
    const bomb = Array.from({ length: 8 }, (_, at) => ({ name: `adding/data/secret/${at}.in`, size: 60 * 2 ** 20 }));
    expect(await codesOf(Promise.resolve(rawZip([...base(), ...bomb])))).toEqual(["PACKAGE_TOO_LARGE -"]);
  });

  it("a file that unpacks to more than it says", async () => {
    const { problem } = await read(
      rawZip([
        ...base(),
        { name: "adding/data/secret/b.in", content: "x".repeat(100_000), size: 10 },
        { name: "adding/data/secret/b.ans" },
      ]),
    );
    const test = problem!.tests.find(({ name }) => name === "secret/b")!;
    await expect(
      (async () => {
        for await (const chunk of test.input.read()) expect(chunk.length).toBeLessThan(100_000);
      })(),
    ).rejects.toThrow(/damaged|closed/);
  });

  it("10,000 files", async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({ name: `adding/submissions/accepted/${at}.py` }));
    expect(await codesOf(Promise.resolve(rawZip([{ name: "adding/problem.yaml", content: "name: A\n" }, ...many])))).toContain(
      "TOO_MANY_FILES -",
    );
    expect(FILES_MAX).toBeLessThan(10_000);
  });

  it("YAML that grows, and YAML that is deep", async () => {
    const aliases = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, at) => `b${at}: &b${at} [*${at === 0 ? "a" : `b${at - 1}`}, *${at === 0 ? "a" : `b${at - 1}`}]`).join("\n")}\n`;
    expect(await codesOf(legacyPackage({ "problem.yaml": aliases }))).toContain("SYNTAX_INVALID problem.yaml");
    expect(await codesOf(legacyPackage({ "problem.yaml": `name: ${"[".repeat(10_000)}` }))).toContain("SYNTAX_INVALID problem.yaml");
  });

  it("LaTeX that grows is shown as it was written", async () => {
    const macros = Array.from(
      { length: 26 },
      (_, at) => `\\newcommand{\\m${String.fromCharCode(97 + at)}}{${at === 0 ? "x" : `\\m${String.fromCharCode(96 + at)}`.repeat(10)}}`,
    );
    const { problem, notes } = await readFiles(legacyPackage({ "problem_statement/problem.en.tex": `${macros.join("\n")}\n\\mz\n` }));
    expect(problem!.statements[0]!.markdown!.length).toBeLessThan(20_000);
    expect(notes.some(({ message }) => message.includes("macros"))).toBe(true);
  });

  it("no archive at all", async () => {
    expect(await codesOf(Promise.resolve(Buffer.from("hello")))).toEqual(["NOT_AN_ARCHIVE -"]);
  });
});
