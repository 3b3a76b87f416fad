/** Validators and generators of authors, from the mutation that saves them to the tests that they check and make. */
import { draft, publish, setTests } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import {
  CloneProblemDocument,
  ExportProblemPackageDocument,
  GenerateProblemTestsDocument,
  NodeDocument,
  ProblemProgramsDocument,
  RemoveProblemProgramDocument,
  RestoreProblemTestsDocument,
  SaveProblemProgramDocument,
  SetProblemTestsDocument,
  TestOriginsDocument,
  UpdateProblemDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { generate, PAIR, RANDOM, RIGHT, save, SMALL, verified, watchVerification, WRONG } from "../support/problem-programs.js";
import { importFilesAsPackage, modernPackage } from "../support/packages.js";
import { createInstructor, createLearner, submit, SUM_ACCEPTED, verdictsOf } from "../support/scenario.js";
import { editTests, ended, importFiles } from "../support/test-uploads.js";

let installation: Installation;
let api: Api;
let worker: Program;
let author: Client;
let colleague: Client;
let learner: Client;

beforeAll(async () => {
  installation = await createInstallation();
  [api, worker] = await Promise.all([installation.startApi(), installation.startWorker()]);
  [author, colleague, learner] = await Promise.all([
    createInstructor(installation, api),
    createInstructor(installation, api),
    createLearner(api),
  ]);
});

afterAll(async () => {
  await learner?.close();
  await author?.close();
  await installation?.stop();
});

const TESTS = [
  { name: "sample", input: "1 2\n", output: "3\n", sample: true },
  { name: "hidden", input: "2 2\n", output: "4\n" },
];
const FALSE_TESTS = [
  { name: "small", input: "1 2\n", output: "3\n" },
  { name: "large", input: "101 2\n", output: "103\n" },
  { name: "three", input: "1 2 3\n", output: "6\n", sample: true },
];

describe("validators of a package", () => {
  it("run at its import, which reports the tests that they reject", async () => {
    const validator = `import sys\nsys.exit(42 if "4" not in sys.stdin.read() else print("a four") or 43)\n`;
    const broken = "import nothing_of_this_name\n";
    const { status, ignored, problem } = await importFilesAsPackage(
      author,
      modernPackage({ "input_validators/no_four.py": validator, "input_validators/broken.py": broken }),
    );
    expect({ status, tests: problem?.testSet?.testCount }).toEqual({ status: "READY", tests: 2 });
    expect(ignored).toContainEqual({ path: "data/secret/a", message: "`no_four.py` rejects the input: a four" });
    expect(ignored.filter(({ path }) => path === "data/sample/1").map(({ message }) => message)).toEqual([
      expect.stringContaining("`broken.py` ended with the unknown exit code 1"),
    ]);
  });
});

describe("an exported problem", () => {
  it("has its checker, its groups and its programs again", async () => {
    const files = modernPackage({
      "problem.yaml": "problem_format_version: 2025-09\nname: Adding\ntype: scoring\nlimits: {time_limit: 1, memory: 64}\n",
      "data/secret/g/test_group.yaml": "max_score: 40\n",
      "data/secret/g/b.in": "1 1\n",
      "data/secret/g/b.ans": "2\n",
      "output_validator/validate.py": "import sys\nimport part\nsys.exit(part.CODE)\n",
      "output_validator/part.py": "CODE = 42\n",
      "submissions/accepted/several/main.py": "from other import add\nprint(add(input()))\n",
      "submissions/accepted/several/other.py": "def add(line):\n    return sum(map(int, line.split()))\n",
    });
    const first = (await importFilesAsPackage(author, files)).problem!;
    await save(author, first.id, SMALL);
    await save(author, first.id, RANDOM);
    for (const format of ["KATTIS_LEGACY", "KATTIS_2025_09"] as never[]) {
      const { exportProblemPackage } = await author.request(ExportProblemPackageDocument, { input: { problemId: first.id, format } });
      const archive = Buffer.from(await (await fetch(String(exportProblemPackage!.url))).arrayBuffer());
      const second = await importFilesAsPackage(author, archive);
      expect(second).toMatchObject({ status: "READY", ignored: [] });
      const ids = [first.id, second.problem!.id].map(keyOf);
      const stored = await Promise.all(
        ids.map(async (id) => ({
          content: await installation.sql(
            "select checker, scoring, time_limit_ms, memory_limit_kb, statement from problems where id = $1",
            [id],
          ),
          checkers: await installation.sql("select sha256 from checker_programs where problem_id = $1", [id]),
          tests: await installation.sql("select sha256, tests from test_sets where problem_id = $1", [id]),
          programs: await installation.sql(
            "select purpose, name, version, expected_verdicts from problem_programs where problem_id = $1 order by purpose, name",
            [id],
          ),
        })),
      );
      expect(stored[1]).toEqual(stored[0]);
      expect(stored[0]!.programs).toHaveLength(4);
    }
    const { solutions } = await verified(author, first.id);
    expect(solutions.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["accepted/add.py", "ACCEPTED"],
      ["accepted/several", "ACCEPTED"],
    ]);
  });
});

const originsOf = async (id: string) => (await author.request(TestOriginsDocument, { id })).problem!.testSet!;

describe("validators", () => {
  it("refuse the tests of a request by name, all in one answer", async () => {
    const { id } = await draft(author);
    await save(author, id, SMALL);
    await save(author, id, PAIR);
    const error = await author.errorOf(SetProblemTestsDocument, { input: { problemId: id, tests: FALSE_TESTS } });
    expect(error).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: {
        fields: [
          { field: "input.tests.2", message: 'Test "three": `pair` rejects the input: not two numbers, please' },
          { field: "input.tests.1", message: 'Test "large": `small` rejects the input: 101 is not in [1, 100]' },
        ],
      },
    });
    expect(await installation.sql("select 1 from test_sets where problem_id = $1", [keyOf(id)])).toEqual([]);
    await setTests(author, id, TESTS);
  });

  it("refuse those of an archive and of an edit, with the set's other faults", async () => {
    const { id } = await draft(author);
    await save(author, id, SMALL);
    const build = await importFiles(author, id, {
      ...{ "1.in": "1 1\n", "1.ans": "2\n", "2.in": "500 1\n", "2.ans": "501\n", "3.in": "x\n", "3.ans": "0\n", "4.in": "lonely\n" },
    });
    expect(build).toMatchObject({ status: "FAILED", testSet: null });
    expect(build.faults.map(({ code, test }) => [code, test])).toEqual([
      ["OUTPUT_MISSING", "4"],
      ["INPUT_INVALID", "2"],
      ["INPUT_INVALID", "3"],
    ]);
    expect(build.faults[1]!.message).toBe("`small` rejects the input: 500 is not in [1, 100]");
    // The validator itself fails: a test that makes it fail is no less refused.
    expect(build.faults[2]!.message).toContain("ValueError");
    await setTests(author, id, TESTS);
    const changes = [{ add: { name: "new", input: { text: "0 0\n" }, output: { text: "0\n" } } }];
    expect(await editTests(author, { problemId: id, expectedVersion: 1, changes })).toMatchObject({
      status: "FAILED",
      faults: [{ code: "INPUT_INVALID", test: "new", message: "`small` rejects the input: 0 is not in [1, 100]" }],
    });
  });

  it("check the tests that a problem has when they are saved, in the background; old versions can't be restored", async () => {
    const { id } = await draft(author);
    await setTests(author, id, FALSE_TESTS);
    const { verification } = await save(author, id, SMALL);
    expect((await watchVerification(author, verification!.id)).at(-1)).toMatchObject({
      ...{ status: "FINISHED", scope: "INPUTS", testsDone: 3, testsTotal: 3, solutions: [] },
      invalidInputs: [{ validator: "small", test: "large", message: "`small` rejects the input: 101 is not in [1, 100]" }],
    });
    await setTests(author, id, TESTS);
    expect(await author.errorOf(RestoreProblemTestsDocument, { input: { problemId: id, version: 1 } })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.version" }] },
    });
  });

  it("are compiled before they are saved, and are for editors only", async () => {
    const { id } = await draft(author);
    const broken = { problemId: id, ...PAIR, source: "int main() { return x; }" };
    expect(await author.errorOf(SaveProblemProgramDocument, { input: broken })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.source", message: expect.stringMatching(/main\.cpp:1:.*x/) as string }] },
    });
    const { program } = await save(author, id, PAIR);
    expect(await save(author, id, { ...PAIR, arguments: [] })).toMatchObject({ program: { id: program.id, arguments: [] } });
    await setTests(author, id, TESTS);
    await publish(author, id);
    const seenBy = async (client: Client) => (await client.request(ProblemProgramsDocument, { id })).problem!.programs;
    expect(await seenBy(author)).toHaveLength(1);
    for (const other of [colleague, learner]) {
      expect(await seenBy(other)).toBeNull();
      expect((await other.request(NodeDocument, { id: program.id })).node).toBeNull();
    }
    expect(await colleague.errorOf(RemoveProblemProgramDocument, { input: { id: program.id } })).toMatchObject({ code: "NOT_FOUND" });
    expect(await colleague.errorOf(SaveProblemProgramDocument, { input: { problemId: id, ...SMALL } })).toMatchObject({
      code: "FORBIDDEN",
    });
    await author.request(RemoveProblemProgramDocument, { input: { id: program.id } });
    expect(await seenBy(author)).toEqual([]);
  });

  it.each<[what: string, change: object, field: string]>([
    ["a validator without a kind", { kind: null }, "input.kind"],
    ["an unknown language", { language: "cobol" }, "input.language"],
    ["a generator with a kind", { purpose: "GENERATOR", arguments: [] }, "input.kind"],
    ["expected verdicts of a validator", { expectedVerdicts: ["ACCEPTED"] }, "input.expectedVerdicts"],
    ["a solution without expected verdicts", { purpose: "SOLUTION", kind: null, arguments: [] }, "input.expectedVerdicts"],
    ["a name with spaces", { name: "a b" }, "input.name"],
  ])("is refused: %s", async (_, change, field) => {
    const { id } = await draft(author);
    expect(await author.errorOf(SaveProblemProgramDocument, { input: { problemId: id, ...PAIR, ...change } })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [expect.objectContaining({ field })] },
    });
  });
});

describe("generators", () => {
  async function prepared() {
    const { id } = await draft(author);
    for (const program of [SMALL, RANDOM, RIGHT]) await save(author, id, program);
    return id;
  }
  const line = (name: string, ...words: string[]) => ({ name, generator: "random", arguments: words });

  it("make tests with answers of a solution; each test says how it was made, and the same script gives the same bytes", async () => {
    const id = await prepared();
    await setTests(author, id, TESTS);
    const lines = [line("secret/a", "100", "seed-1"), line("secret/b", "100", "seed-2"), line("hidden", "100", "seed-1")];
    const script = { problemId: id, lines, solution: RIGHT.name };
    expect(await generate(author, script)).toMatchObject({ status: "READY", testSet: { version: 2, testCount: 4 }, testsDone: 4 });
    const { tests } = await originsOf(id);
    const [sample, hidden, a, b] = tests.nodes;
    expect(tests.nodes.map(({ name }) => name)).toEqual(["sample", "hidden", "secret/a", "secret/b"]);
    expect(sample!.origin).toBeNull();
    expect(a!.origin).toMatchObject({ generator: "random", arguments: ["100", "seed-1"], solution: RIGHT.name });
    expect([hidden!.inputChecksum, hidden!.outputChecksum]).toEqual([a!.inputChecksum, a!.outputChecksum]);
    expect(b!.inputChecksum).not.toBe(a!.inputChecksum);
    // Nothing new: no version.
    expect(await generate(author, script)).toMatchObject({ status: "READY", testSet: { version: 2 } });
    // Other edits keep what is known of the others.
    await editTests(author, { problemId: id, expectedVersion: 2, changes: [{ replace: { name: "secret/b", output: { text: "1\n" } } }] });
    const after = (await originsOf(id)).tests.nodes.map(({ origin }) => origin?.arguments ?? null);
    expect(after).toEqual([null, ["100", "seed-1"], ["100", "seed-1"], null]);
    await publish(author, id);
    expect((await verdictsOf(learner, await submit(learner, { id }, SUM_ACCEPTED))).at(-1)).toBe("WRONG_ANSWER");
  });

  it("remove the other tests on request", async () => {
    const id = await prepared();
    await setTests(author, id, TESTS);
    const script = { problemId: id, lines: [line("secret/a", "100", "seed-1")], solution: RIGHT.name };
    expect(await generate(author, { ...script, removeOthers: true })).toMatchObject({ status: "READY", testSet: { testCount: 1 } });
    expect((await originsOf(id)).tests.nodes.map(({ name }) => name)).toEqual(["secret/a"]);
  });

  it("are refused by the lines that fail, and nothing is half-written", async () => {
    const id = await prepared();
    const lines = [line("good", "9", "1"), line("large", "1000000", "1"), line("bad", "many", "1"), line("short")];
    const build = await generate(author, { problemId: id, lines, solution: RIGHT.name });
    expect(build).toMatchObject({ status: "FAILED", testSet: null });
    expect(build.faults.map(({ code, test }) => [code, test])).toEqual([
      ["GENERATOR_FAILED", "bad"],
      ["GENERATOR_FAILED", "short"],
      ["INPUT_INVALID", "large"],
    ]);
    expect(build.faults[0]!.message).toContain("`random` ended with exit code 1. ");
    await save(author, id, { ...WRONG, source: "raise SystemExit(3)\n" });
    expect(await generate(author, { problemId: id, lines: [line("good", "9", "1")], solution: WRONG.name })).toMatchObject({
      status: "FAILED",
      faults: [{ code: "SOLUTION_FAILED", test: "good" }],
    });
    expect(await installation.sql("select 1 from test_sets where problem_id = $1", [keyOf(id)])).toEqual([]);
  });

  it.each<[what: string, change: object, field: string]>([
    ["an unknown generator", { lines: [{ name: "a", generator: "none" }] }, "input.lines.0.generator"],
    ["an unknown solution", { solution: "none" }, "input.solution"],
    ["two lines of one name", { lines: [line("a", "9", "1"), line("a", "9", "2")] }, "input.lines.1.name"],
    ["an invalid name", { lines: [line("../a", "9", "1")] }, "input.lines.0.name"],
  ])("are refused at once: %s", async (_, change, field) => {
    const id = await prepared();
    const input = { problemId: id, lines: [line("a", "9", "1")], solution: RIGHT.name, ...change };
    expect(await author.errorOf(GenerateProblemTestsDocument, { input })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [expect.objectContaining({ field })] },
    });
  });

  it("are copied with the problem for its editors, not for others", async () => {
    const id = await prepared();
    await setTests(author, id, TESTS);
    await publish(author, id);
    const copiedBy = async (client: Client) => {
      const { problem } = (await client.request(CloneProblemDocument, { input: { id } })).cloneProblem;
      return (await client.request(ProblemProgramsDocument, { id: problem.id })).problem!.programs!.map(({ name }) => name);
    };
    expect(await copiedBy(author)).toEqual(["random", RIGHT.name, "small"]);
    expect(await copiedBy(colleague)).toEqual([]);
  });

  it("go on at another worker when theirs is killed: one version, made whole", async () => {
    const id = await prepared();
    await worker.stop();
    const victim = await installation.startWorker({ killAt: "build-before-commit" });
    const lines = [line("a", "9", "1"), line("b", "9", "2")];
    const { generateProblemTests } = await author.request(GenerateProblemTestsDocument, {
      input: { problemId: id, lines, solution: RIGHT.name },
    });
    await victim.ended;
    await installation.startWorker();
    expect(await ended(author, generateProblemTests.build.id)).toMatchObject({ status: "READY", testSet: { version: 1, testCount: 2 } });
  });
});

it("an update of the statement keeps programs", async () => {
  const { id } = await draft(author);
  await save(author, id, SMALL);
  await author.request(UpdateProblemDocument, { input: { id, expectedRevision: 1, title: "Another" } });
  expect((await author.request(ProblemProgramsDocument, { id })).problem!.programs).toHaveLength(1);
});
