/** Problems of every kind, written as packages of each format and read again. The scripts in them are run as other judges would. */
import { afterAll, describe, expect, it } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { zipOf } from "../../../../test/support/test-uploads.js";
import type { CheckerProgram } from "../../../judge/checker-programs/checker-program.js";
import { checkerWith } from "../../../judge/checkers/index.js";
import type { CheckerParameters } from "../../../judge/checkers/parameters.js";
import { Findings } from "../../../judge/packages/package-faults.js";
import { compareScript } from "../../../judge/packages/write/compare-script.js";
import { EXPORT_FORMATS, writePackage, type ExportFormat, type WritableProblem } from "../../../judge/packages/write-package.js";
import { NotExportable } from "../../../judge/packages/write-programs.js";
import type { WrittenFile } from "../../../judge/packages/written-file.js";
import type { ProblemProgram } from "../../../judge/problem-programs/problem-program.js";
import { newId } from "../../../kernel/ids.js";
import { NEW_CONTENT, type ProblemContent } from "../problems/edits/problem-content.js";
import { includedWith } from "../problems/included/included-files.js";
import { ownContentOf, statementWith } from "./own-content.js";
import { readPackageArchive } from "./package-archive.js";
import { contentOf } from "./package-content.js";
import { includedFilesOf } from "./package-included.js";
import { programsOf } from "./package-programs.js";
import { plannedTests } from "./package-tests.js";

/** Programs of Debian: version managers of developers start a shell for each. */
const PLAIN = { PATH: "/usr/bin:/bin" };
const scratch = mkdtempSync(join(tmpdir(), "round-trip-"));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Kind extends Partial<ProblemContent> {
  program?: CheckerProgram;
  talker?: CheckerProgram;
  programs?: Omit<ProblemProgram, "id" | "version">[];
  tests?: { name: string; sample: boolean; checkerArguments?: string[] }[];
}

const TESTS = [
  { name: "sample/1", sample: true },
  { name: "secret/b", sample: false },
  // Neither in the order of names, nor with a name that the format allows.
  { name: "secret/a b", sample: false },
];

const CPP = { language: "cpp17", arguments: [] as string[], files: [{ name: "lib/part.h", content: "#define PART 0\n" }] };
const testlib: CheckerProgram = { ...CPP, kind: "TESTLIB", source: '#include "lib/part.h"\nint main() { return PART; }\n' };
const kattis: CheckerProgram = {
  ...testlib,
  kind: "KATTIS",
  language: "python",
  source: "import sys\nsys.exit(42)\n",
  arguments: ["a", "b"],
};
const part = { kind: null, language: "python", source: "print(1)\n", files: [], arguments: [], expectedVerdicts: [] };

const SCORING: ProblemContent["scoring"] = {
  mode: "SCORED",
  stopOnFirstFailure: false,
  passingScore: 12.5,
  groups: [
    { name: "sample", maxScore: 0, aggregation: "MIN", rejectedScore: 0, requires: [], stopOnFirstFailure: true, testPoints: [] },
    {
      name: "secret/1",
      maxScore: 40,
      aggregation: "MIN",
      rejectedScore: 1,
      requires: ["sample"],
      stopOnFirstFailure: true,
      testPoints: [],
    },
    {
      ...{ name: "secret/2", maxScore: 60, aggregation: "SUM", rejectedScore: 0, requires: [], stopOnFirstFailure: false },
      testPoints: [{ test: "secret/2/y", points: 50 }],
    },
  ],
};

const KINDS: Record<string, Kind> = {
  "everything that a format lacks": {
    ...{ constraints: "$n \\le 10$", hints: ["Add."], difficulty: "HARD", feedback: "NOTHING", timeLimitMs: 1234, memoryLimitKb: 20_001 },
    ...{ languageLimits: { python: { timeLimitMs: 3000 } }, starterCode: { go: "package main\n" }, explanation: "Add.", tags: ["a-b"] },
  },
  "the checker tokens": { checker: "tokens", checkerParameters: { caseSensitive: false, absoluteTolerance: 1e-6 } },
  "the checker lines": { checker: "lines", checkerParameters: { caseSensitive: false } },
  "the checker unordered-lines": { checker: "unordered-lines" },
  "the checker exact": { checker: "exact" },
  "a function": {
    ...{ checker: "values", checkerParameters: { unorderedLevels: 1 }, drivers: { go: "package main\n" } },
    signature: { name: "nextOf", parameters: [{ name: "number", type: "int" }], result: "int", mayFail: true },
  },
  "a testlib checker": { checker: "custom", program: testlib },
  "an output validator": { checker: "custom", program: kattis },
  "an interactor of the kind KATTIS": { talker: kattis },
  "an interactor of the kind TESTLIB": { talker: testlib },
  "an interactor and a checker of testlib": {
    talker: testlib,
    checker: "custom",
    program: { ...testlib, source: "int main() {}\n" },
    checksInteractorOutput: true,
  },
  "an interactor and a built-in checker": { talker: testlib, checker: "lines", checksInteractorOutput: true },
  "a checker that decides nothing": { talker: kattis, checker: "custom", program: testlib },
  "a multi-pass problem": { checker: "custom", program: kattis, passes: 7, outputLimitKb: 12_345 },
  "an interactive multi-pass problem": { talker: kattis, passes: 2 },
  "arguments of single tests": {
    ...{ checker: "custom", program: kattis },
    tests: [
      { name: "sample/1", sample: true, checkerArguments: ["--strict", "1 2"] },
      { name: "secret/a", sample: false },
      { name: "secret/b", sample: false, checkerArguments: [] },
    ],
  },
  "included files": {
    includedFiles: {
      cpp17: [{ name: "lib/a.h", content: "int a;\n" }],
      cpp20: [{ name: "b.h", content: "int b;\n" }],
      cpp23: [{ name: "b.h", content: "int b;\n" }],
      java17: [
        { name: "B.java", content: "class B {}\n" },
        { name: "included-Main.java", content: "class Main {}\n" },
      ],
      python: [{ name: "data.txt", content: "" }],
    },
  },
  credits: {
    credits: {
      authors: ["Ada", "Alan, the second"],
      sources: [
        { name: "A", url: "https://a.example/1" },
        { name: "B", url: null },
      ],
      license: "our own",
      rightsOwner: "We",
    },
  },
  "scored groups": {
    scoring: SCORING,
    tests: [
      { name: "sample", sample: true },
      { name: "secret/2/z", sample: false },
      { name: "secret/1/x", sample: false },
      { name: "secret/2/y", sample: false },
    ],
  },
  "programs of its authors": {
    programs: [
      { ...part, purpose: "VALIDATOR", name: "kattis", kind: "KATTIS", arguments: ["1"] },
      { ...part, purpose: "VALIDATOR", name: "testlib", kind: "TESTLIB" },
      { ...part, purpose: "VALIDATOR", name: "in/java", kind: "KATTIS", language: "java17", source: "class A {}\n" },
      { ...part, purpose: "GENERATOR", name: "random" },
      { ...part, purpose: "GENERATOR", name: "several", language: "cpp20", files: [{ name: "x/other.cpp", content: "int x;\n" }] },
      { ...part, purpose: "SOLUTION", name: "accepted/a.py", expectedVerdicts: ["ACCEPTED"] },
      { ...part, purpose: "SOLUTION", name: "accepted/a", expectedVerdicts: ["ACCEPTED"], source: "print(2)\n" },
      { ...part, purpose: "SOLUTION", name: "odd", language: "go", expectedVerdicts: ["ACCEPTED", "WRONG_ANSWER"] },
    ],
  },
};

const bytesOf = (text: string) => () => (async function* () { yield Buffer.from(text); })(); // prettier-ignore

function writable({ program = undefined, talker, programs = [], tests = TESTS, ...change }: Kind) {
  const content: ProblemContent = { ...NEW_CONTENT, title: "Adding", statement: "Add.", ...change };
  const origin = { generator: "g", generatorVersion: "1", arguments: ["-n", "1"], solution: "s", solutionVersion: "2" };
  const problem: WritableProblem = {
    ...content,
    ...{ uuid: newId(), keywords: content.tags, statement: statementWith(content), content: ownContentOf(content) },
    ...{ program: program ?? null, interactor: talker ?? null },
    files: [],
    programs: programs.map((one) => ({ ...one, id: newId(), version: "" })),
    tests: tests.map(({ name, sample, checkerArguments }, at) => ({
      ...{ name, sample, explanation: sample ? "One." : "", input: bytesOf(`${at}\n`), output: bytesOf(`${at + 1}\n`) },
      ...(at === 2 && { origin }),
      ...(checkerArguments && { checkerArguments }),
    })),
  };
  return { problem, content };
}

async function readBack(files: readonly WrittenFile[]) {
  const contents: Record<string, Buffer> = {};
  for (const { path, content } of files)
    contents[`adding/${path}`] = typeof content === "string" ? Buffer.from(content) : await buffer(content());
  expect(Object.keys(contents)).toHaveLength(files.length);
  const archive = join(scratch, "package.zip");
  writeFileSync(archive, await zipOf(contents));
  const file = await open(archive, "r");
  try {
    const { problem, faults, notes } = await readPackageArchive(file);
    expect(faults).toEqual([]);
    const findings = new Findings();
    const content = { ...contentOf(problem!, findings), includedFiles: await includedFilesOf(problem!, findings) };
    const { checkerProgram, interactor, others } = await programsOf(problem!, findings);
    const tests = await Promise.all(
      plannedTests(problem!, findings).map(async ({ input, output, ...test }) => ({
        ...test,
        input: (await buffer(input())).toString(),
        output: (await buffer(output())).toString(),
      })),
    );
    return { content, checkerProgram, interactor, others, tests, faults: findings.faults, notes: [...notes, ...findings.notes] };
  } finally {
    await file.close();
  }
}

describe.each(EXPORT_FORMATS)("a problem that is exported as %s and imported has", (format: ExportFormat) => {
  it.each(Object.keys(KINDS))("%s", async (kind) => {
    const { problem, content } = writable(KINDS[kind]!);
    const read = await readBack(writePackage(problem, format));
    expect({ faults: read.faults, notes: read.notes }).toEqual({ faults: [], notes: [] });
    const { title, statement, constraints, hints, difficulty, feedback, timeLimitMs, memoryLimitKb, scoring, tags } = content;
    const { checker, checkerParameters, checksInteractorOutput, languageLimits, starterCode, passes, outputLimitKb, credits } = content;
    const { signature, drivers, includedFiles } = content;
    expect(includedWith({}, read.content.includedFiles)).toEqual(includedFiles);
    expect(read.content).toMatchObject({
      ...{ title, statement, constraints, hints, difficulty, feedback, timeLimitMs, memoryLimitKb, scoring, tags },
      ...{ checker, checksInteractorOutput, passes, outputLimitKb, credits, ...(checker !== "custom" && { checkerParameters }) },
      languageLimits: Object.entries(languageLimits).map(([language, limits]) => ({ language, ...limits })),
      starterCode: Object.entries(starterCode).map(([language, source]) => ({ language, source })),
      signature,
      ...(signature && { drivers: Object.entries(drivers).map(([language, source]) => ({ language, source })) }),
    });
    expect(read.content.explanation ?? "").toBe(content.explanation);
    expect(read.checkerProgram ?? null).toEqual(problem.program);
    expect(read.interactor ?? null).toEqual(problem.interactor);
    const programs = problem.programs.map(({ id: _id, version: _version, ...program }) => program);
    expect(read.others.map(({ version: _version, ...program }) => program)).toEqual(programs);
    expect(read.tests).toEqual(
      problem.tests.map(({ name, sample, explanation, origin, checkerArguments }, at) => ({
        ...{ name, sample, explanation, input: `${at}\n`, output: `${at + 1}\n` },
        ...(origin && { origin }),
        ...(checkerArguments && { checkerArguments }),
      })),
    );
  });
});

describe("a package that is written", () => {
  it("says that its problem is multi-pass, and how its single tests are checked", () => {
    const textsOf = (kind: Kind, format: ExportFormat) =>
      new Map(writePackage(writable(kind).problem, format).map(({ path, content }) => [path, content]));
    const modern = textsOf(KINDS["a multi-pass problem"]!, "KATTIS_2025_09").get("problem.yaml");
    expect(modern).toContain("type:\n  - pass-fail\n  - multi-pass\n");
    expect(modern).toContain("  output: 13\n  validation_passes: 7\n");
    expect(textsOf(KINDS["a multi-pass problem"]!, "KATTIS_LEGACY").get("problem.yaml")).toContain("validation: custom multi-pass\n");
    const both = textsOf(KINDS["an interactive multi-pass problem"]!, "KATTIS_2025_09").get("problem.yaml");
    expect(both).toContain("type:\n  - pass-fail\n  - interactive\n  - multi-pass\n");
    const single = textsOf(KINDS["arguments of single tests"]!, "KATTIS_2025_09");
    expect(single.get("data/sample/1.yaml")).toContain("output_validator_args:\n  - --strict\n  - 1 2\n");
    expect(textsOf(KINDS["arguments of single tests"]!, "KATTIS_LEGACY").get("README.md")).toContain("arguments of their own");
  });

  it("names authors, sources and licence where the formats have them", () => {
    const credits = {
      authors: ["Ada", "Alan"],
      sources: [
        { name: "A", url: "https://a.example/1" },
        { name: "B", url: null },
      ],
      license: "CC BY-SA",
      rightsOwner: "We",
    };
    const yamlOf = (format: ExportFormat) =>
      writePackage(writable({ credits }).problem, format).find(({ path }) => path === "problem.yaml")!.content;
    expect(yamlOf("KATTIS_LEGACY")).toContain(
      "author: Ada, Alan\nsource: A, B\nsource_url: https://a.example/1\nlicense: cc by-sa\nrights_owner: We\n",
    );
    expect(yamlOf("KATTIS_2025_09")).toContain(
      "credits:\n  authors:\n    - Ada\n    - Alan\nsource:\n  - name: A\n    url: https://a.example/1\n  - name: B\n",
    );
  });

  it("tells other judges of its groups, and what they cannot be told", () => {
    const { problem } = writable(KINDS["scored groups"]!);
    const files = new Map(writePackage(problem, "KATTIS_LEGACY").map(({ path, content }) => [path, content]));
    expect(files.get("data/secret/1/testdata.yaml")).toBe(
      "on_reject: break\ngrader_flags: min\naccept_score: 40\nreject_score: 1\nrange: 0 40\n",
    );
    expect(files.get("data/secret/2/testdata.yaml")).toContain("grader_flags: sum\naccept_score: 30\n");
    expect(files.get("README.md")).toContain("Points of single tests of `secret/2` are left out.");
    const modern = new Map(writePackage(problem, "KATTIS_2025_09").map(({ path, content }) => [path, content]));
    expect(modern.get("data/secret/1/test_group.yaml")).toContain("max_score: 40\nscore_aggregation: min\nrequire_pass:\n  - sample\n");
  });

  it("has included files where other judges look for them, also for C++ of which the format has one", async () => {
    const files = writePackage(writable(KINDS["included files"]!).problem, "KATTIS_2025_09");
    const paths = files.flatMap(({ path }) => (path.includes("include/") ? path : []));
    expect(paths.sort()).toEqual([
      ...["codequest/include/cpp17/lib/a.h", "include/cpp/b.h", "include/java/B.java", "include/java/Main.java"],
      "include/python3/data.txt",
    ]);
    const { content } = await readBack(files.filter(({ path }) => path !== "codequest.json" && !path.startsWith("codequest/")));
    expect(content.includedFiles.map(({ language }) => language).sort()).toEqual(["cpp17", "cpp20", "cpp23", "java17", "python"]);
    expect(content.includedFiles.find(({ language }) => language === "java17")!.files.map(({ name }) => name)).toContain(
      "included-Main.java",
    );
    expect(content.includedFiles.find(({ language }) => language === "cpp17")!.files).toEqual([{ name: "b.h", content: "int b;\n" }]);
  });

  it("is refused if no format has such a checker", () => {
    const program: CheckerProgram = { ...testlib, language: "java17" };
    expect(() => writePackage(writable({ checker: "custom", program }).problem, "KATTIS_LEGACY")).toThrow(NotExportable);
  });
});

/** Writes the files of a validator and builds it if it has to be. Runs it on an output and answers its exit code. */
function validatorOf(kind: Kind) {
  const folder = mkdtempSync(join(scratch, "validator-"));
  for (const { path, content, executable } of writePackage(writable(kind).problem, "KATTIS_2025_09")) {
    if (!path.startsWith("output_validator/")) continue;
    const at = join(folder, path.slice("output_validator/".length));
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, content as string);
    if (executable) chmodSync(at, 0o755);
    if (path.endsWith("/build")) execFileSync(at, { cwd: folder, env: PLAIN });
  }
  // The build comes last among the files that it needs.
  for (const [name, text] of Object.entries({ in: "1\n", ans: "two words\n" })) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, "feedback"));
  return (output: string): { status: number | null; message: string } => {
    const { status, stderr } = spawnSync(join(folder, "run"), ["in", "ans", "feedback"], { cwd: folder, input: output, env: PLAIN });
    return { status, message: stderr.toString() };
  };
}

describe("the scripts of a package", () => {
  it("translate the exit codes of a testlib checker", () => {
    const source = "#include <cstdio>\nint main(int c, char **a) { return c == 4 ? getc(fopen(a[2], \"r\")) - '0' : 9; }\n";
    const validator = validatorOf({ checker: "custom", program: { ...testlib, source } });
    const statuses = ["0\n", "1\n", "3\n"].map((output) => validator(output));
    expect(statuses).toEqual([42, 43, 1].map((status) => ({ status, message: "" })));
  });

  it("let the checker decide about the output of an interactor", () => {
    const talker: CheckerProgram = {
      ...testlib,
      source: '#include <cstdio>\nint main(int, char **a) { char line[99]; fgets(line, 99, stdin); fputs(line, fopen(a[2], "w")); }\n',
    };
    const validator = validatorOf({ talker, checker: "lines", checksInteractorOutput: true });
    expect(["two words  \n", "two  words\n"].map((output) => validator(output).status)).toEqual([42, 43]);
  });
});

describe("a built-in checker as a program decides as it does itself", () => {
  const cases: [checker: string, parameters: CheckerParameters, answer: string, outputs: string[]][] = [
    ["tokens", {}, "1 a\n", ["1 a", " 1\n\va", "1 A", "1.0 a", "1", "1 a b", ""]],
    [
      "tokens",
      { caseSensitive: false, absoluteTolerance: 0.1 },
      "1 a nan\n",
      ["1.05 A nan", "1.2 a nan", "x a nan", "1 a NaN", "0x1 a nan"],
    ],
    ["tokens", { whitespaceSensitive: true, relativeTolerance: 0.1 }, "10  x\n", ["10  x\n", "10 x\n", "10.5  x\n", "10  x"]],
    ["lines", {}, "a b\n\nc \n", ["a b \n\nc\n\n", "a b\nc", "a  b\n\nc", ""]],
    ["lines", {}, "", ["", "\n \n", "a"]],
    ["unordered-tokens", {}, "a b a\n", ["b\na a", "a b", "a b b"]],
    ["unordered-lines", { caseSensitive: false }, "a b\nc\n", ["C\n\na b \n", "a\nb c", "c"]],
    ["exact", {}, "a\n", ["a\n", "a", "a \n"]],
  ];
  it.each(cases)("%s %j", async (checker, parameters, answer, outputs) => {
    const script = join(scratch, "compare.py");
    writeFileSync(script, compareScript(checker, parameters));
    for (const output of outputs) {
      writeFileSync(join(scratch, "out"), output);
      writeFileSync(join(scratch, "ans"), answer);
      const { status, stderr } = spawnSync("/usr/bin/python3", [script, "in", "out", "ans"], { cwd: scratch });
      const request = { input: Buffer.alloc(0), expected: Buffer.from(answer), actual: Buffer.from(output) };
      const { ok } = await checkerWith(checker, parameters).check(request);
      expect({ output, status, stderr: stderr.toString() }).toEqual({ output, status: ok ? 0 : 1, stderr: "" });
    }
  });
});
