/** Problems with a checker program of their own, from the mutation that saves it to what author and learner see of a judgement. */
import { draft, publish, read, setTests, update } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import {
  CheckedSubmissionDocument,
  CheckerProgramDocument,
  CloneProblemDocument,
  CreateProblemDocument,
  MultiPassSubmissionDocument,
  OutdatedVerdictsDocument,
  RestoreProblemRevisionDocument,
  RunCodeDocument,
  UpdateProblemDocument,
  type CheckerProgramInput,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { importFilesAsPackage, modernPackage, without } from "../support/packages.js";
import { createInstructor, createLearner, submit, verdictsOf } from "../support/scenario.js";

let installation: Installation;
let api: Api;
let author: Client;
let colleague: Client;
let learner: Client;

beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi(), installation.startWorker()]);
  [author, colleague, learner] = await Promise.all([
    createInstructor(installation, api),
    createInstructor(installation, api),
    createLearner(api),
  ]);
});

afterAll(async () => {
  await learner?.close();
  await installation?.stop();
});

/** Accepts what `output` says: the exit code, then what goes to standard error. */
const OBEDIENT: CheckerProgramInput = {
  kind: "TESTLIB",
  language: "python",
  source: `import sys
from words import words
code, *rest = words(open(sys.argv[2]).read())
sys.stderr.write(" ".join(rest))
sys.exit(int(code))
`,
  files: [{ name: "words.py", content: "def words(text):\n    return text.split()\n" }],
};

const SUM: CheckerProgramInput = {
  kind: "KATTIS",
  language: "cpp",
  source: `#include <bits/stdc++.h>
using namespace std;
int main(int argc, char **argv) {
    long long n, a, b, extra;
    ifstream(argv[1]) >> n;
    string folder = argv[3];
    if (!(cin >> a >> b) || cin >> extra || a + b != n) {
        ofstream(folder + "judgemessage.txt") << "not a sum of " << n;
        ofstream(folder + "teammessage.txt") << "Print two numbers with the given sum, " << argv[4] << ".";
        return 43;
    }
    ofstream(folder + "score.txt") << 2.5;
    return 42;
}
`,
  arguments: ["please"],
};

const printing = (output: string) => ({ language: "python", source: `print(${JSON.stringify(output)})\n` });

async function problemWith(checkerProgram: CheckerProgramInput) {
  const { id } = await draft(author, { checker: "custom", checkerProgram });
  await setTests(author, id, [
    { name: "sample", input: "7\n", output: "3 4\n", sample: true },
    { name: "hidden", input: "7\n", output: "1 6\n" },
  ]);
  await publish(author, id);
  return { id };
}

async function judged(problem: { id: string }, output: string) {
  const id = await submit(learner, problem, printing(output));
  await verdictsOf(learner, id);
  const seenBy = async (client: Client) => (await client.request(CheckedSubmissionDocument, { id })).submission!;
  const { judgement, checkerMessages } = await seenBy(learner);
  expect(checkerMessages).toBeNull();
  return { judgement, messages: (await seenBy(author)).checkerMessages };
}

describe("a submission", () => {
  let obedient: { id: string };
  beforeAll(async () => {
    obedient = await problemWith(OBEDIENT);
  });

  it.each<[output: string, verdict: string, tests: number, points: number | null]>([
    ["0 ok 2 tokens", "ACCEPTED", 2, null],
    ["1 wrong answer no", "WRONG_ANSWER", 1, null],
    ["2 wrong output format no", "WRONG_ANSWER", 1, null],
    ["4 wrong output format more", "WRONG_ANSWER", 1, null],
    ["8 unexpected eof", "WRONG_ANSWER", 1, null],
    ["7 points 0.5 half", "ACCEPTED", 2, 0.5],
    ["5 partially correct (5) some", "WRONG_ANSWER", 1, 5],
    ["13 partially correct (13) some", "WRONG_ANSWER", 1, 13],
    ["60 partially correct (10) some", "WRONG_ANSWER", 1, 10],
    ["7 points points_info=a=1 text", "ACCEPTED", 2, null],
    ["5", "SYSTEM_ERROR", 1, null],
    ["6 hm", "SYSTEM_ERROR", 1, null],
    ["3 FAIL the answer is wrong", "SYSTEM_ERROR", 1, null],
    ["77 hm", "SYSTEM_ERROR", 1, null],
  ])("is judged by the exit code and message of a testlib program: %s", async (output, verdict, tests, points) => {
    const { judgement, messages } = await judged(obedient, output);
    expect(judgement).toMatchObject({ verdict, attempt: 1, detail: verdict === "SYSTEM_ERROR" ? "CHECKER" : null });
    expect(judgement.tests).toHaveLength(tests);
    expect(judgement.tests[0]).toMatchObject({ verdict, points, message: null });
    const said = output.split(" ").slice(1).join(" ");
    expect(messages).toEqual(Array.from({ length: tests }, (_, test) => ({ test, message: expect.stringContaining(said) as string })));
    // Also on samples, a failure is the author's affair.
    expect(judgement.tests[0]!.sample!.message).toBe(verdict === "SYSTEM_ERROR" ? null : said);
  });

  it("is judged by an output validator, with points, a message for its sender and one for the author", async () => {
    const problem = await problemWith(SUM);
    expect((await judged(problem, "5 2")).judgement).toMatchObject({ verdict: "ACCEPTED", tests: [{ points: 2.5 }, { points: 2.5 }] });
    const { judgement, messages } = await judged(problem, "5 3");
    const message = "Print two numbers with the given sum, please.";
    expect(judgement).toMatchObject({ verdict: "WRONG_ANSWER", tests: [{ points: null, message }] });
    expect(messages).toEqual([{ test: 0, message: "not a sum of 7" }]);

    const run = async (output: string) =>
      (await learner.request(RunCodeDocument, { input: { problemId: problem.id, ...printing(output) } })).runCode.cases[0];
    expect(await run("0 7")).toMatchObject({ verdict: "ACCEPTED", detail: null });
    expect(await run("7")).toMatchObject({ verdict: "WRONG_ANSWER", detail: message });
  });

  it("is not tried again if the checker fails, and does not count as the judge's failure", async () => {
    await judged(obedient, "3 FAIL");
    const [row] = await installation.sql<{ attempt: number; system_failures: number }>(
      "select attempt, system_failures from judgements where verdict = 'SYSTEM_ERROR' order by id desc limit 1",
      [],
    );
    expect(row).toEqual({ attempt: 1, system_failures: 0 });
    const { runCode } = await learner.request(RunCodeDocument, { input: { problemId: obedient.id, ...printing("3 FAIL") } });
    expect(runCode.cases[0]).toMatchObject({ verdict: "SYSTEM_ERROR", detail: "CHECKER" });
  });
});

/** Asks for the doubled number until it is 56. */
const DOUBLING: CheckerProgramInput = {
  kind: "KATTIS",
  language: "python",
  source: `import sys
folder = sys.argv[3]
given, said = int(open(sys.argv[1]).read()), int(sys.stdin.read())
open(folder + "/judgemessage.txt", "a").write(f"{given} to {said}. ")
if said != 2 * given:
    open(folder + "/teammessage.txt", "w").write("Print twice the number.")
    sys.exit(43)
if said < 56:
    open(folder + "/nextpass.in", "w").write(f"{said}\\n")
sys.exit(42)
`,
};

describe("a multi-pass problem", () => {
  const files = {
    "problem.yaml":
      "problem_format_version: 2025-09\nname: Doubling\ntype: [pass-fail, multi-pass]\nlimits: {time_limit: 2, validation_passes: 4}\n",
    "output_validator/validate.py": DOUBLING.source,
    ...Object.fromEntries(
      Object.entries({ "sample/1": "7", "secret/a": "14" }).flatMap(([name, text]) => [
        [`data/${name}.in`, `${text}\n`],
        [`data/${name}.ans`, ""],
      ]),
    ),
    "submissions/accepted/double.py": "print(2 * int(input()))\n",
  };

  it("of a package is judged pass by pass, with a transcript of samples and messages of the validator", async () => {
    const imported = await importFilesAsPackage(author, without(modernPackage(files), "submissions/accepted/add.py"));
    expect(imported).toMatchObject({ status: "READY", faults: [] });
    const { id } = imported.problem!;
    await publish(author, id);
    const judgedWith = async (source: string) => {
      const submission = await submit(learner, { id }, { language: "python", source });
      await verdictsOf(learner, submission);
      const seenBy = async (client: Client) => (await client.request(MultiPassSubmissionDocument, { id: submission })).submission!;
      const { problem, judgement } = await seenBy(learner);
      expect(problem!.passes).toBe(4);
      return { judgement: judgement!, messages: (await seenBy(author)).checkerMessages! };
    };

    const right = await judgedWith("print(2 * int(input()))\n");
    expect(right.judgement).toMatchObject({ verdict: "ACCEPTED", testsPassed: 2 });
    const entries = right.judgement.tests[0]!.sample!.transcript!.entries;
    expect([...new Set(entries.map(({ pass }) => pass))]).toEqual([1, 2, 3]);
    expect(entries.map(({ text }) => text.trim())).toEqual(["7", "14", "14", "28", "28", "56"]);
    expect(right.judgement.tests[1]!.sample).toBeNull();
    expect(right.messages.map(({ message }) => message.trim())).toEqual(["7 to 14. 14 to 28. 28 to 56.", "14 to 28. 28 to 56."]);

    // Wrong in the third pass of the sample only. Nothing of a submission lasts from pass to pass.
    const wrong = await judgedWith(
      "import os\nassert not os.path.exists('/tmp/seen')\nopen('/tmp/seen', 'w')\nn = int(input())\nprint(2 * n + (n == 28))\n",
    );
    expect(wrong.judgement).toMatchObject({
      verdict: "WRONG_ANSWER",
      testsPassed: 0,
      tests: [{ verdict: "WRONG_ANSWER", message: "Print twice the number." }],
    });
    expect(wrong.judgement.tests[0]!.sample!.transcript!.entries.map(({ pass }) => pass)).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it("has as many passes as its author allows, and its validator fails beyond", async () => {
    const { id } = await draft(author, { checker: "custom", checkerProgram: DOUBLING, passes: 2 });
    await setTests(author, id, [
      { name: "sample", input: "28\n", output: "\n", sample: true },
      { name: "hidden", input: "7\n", output: "\n" },
    ]);
    await publish(author, id);
    const submission = await submit(learner, { id }, { language: "python", source: "print(2 * int(input()))\n" });
    expect((await verdictsOf(learner, submission)).at(-1)).toBe("SYSTEM_ERROR");
    await update(author, { id, expectedRevision: 1, passes: 3 });
    const again = await submit(learner, { id }, { language: "python", source: "print(2 * int(input()))\n" });
    expect((await verdictsOf(learner, again)).at(-1)).toBe("ACCEPTED");
  });
});

describe("a checker program", () => {
  const programOf = async (client: Client, id: string) => (await client.request(CheckerProgramDocument, { id })).problem!;
  const inputOf = (checkerProgram: CheckerProgramInput | undefined, checker = "custom") => ({
    ...{ title: "T", statement: "S", difficulty: "EASY" as const, checker, checkerProgram },
  });

  it("is seen by editors of its problem only", async () => {
    const { id } = await problemWith(OBEDIENT);
    const program = { ...OBEDIENT, language: { slug: "python" }, arguments: [] };
    expect(await programOf(author, id)).toMatchObject({
      checker: "custom",
      checkerProgram: program,
      latestRevision: { content: { checker: "custom", checkerProgram: program } },
    });
    for (const other of [colleague, learner]) {
      expect(await programOf(other, id)).toEqual({ checker: "custom", checkerProgram: null, latestRevision: null });
    }
  });

  it("belongs to the revision: kept by other edits, dropped with the checker, restored with it", async () => {
    const { id } = await problemWith(OBEDIENT);
    const latest = async () => (await programOf(author, id)).latestRevision!;
    await update(author, { id, expectedRevision: 1, title: "Another" });
    expect(await latest()).toMatchObject({ number: 2, changed: ["title"], content: { checkerProgram: { source: OBEDIENT.source } } });
    await update(author, { id, expectedRevision: 2, checkerProgram: OBEDIENT });
    expect((await latest()).number).toBe(2);
    await update(author, { id, expectedRevision: 2, checker: "exact" });
    expect(await latest()).toMatchObject({ changed: ["checker", "checkerProgram"], content: { checker: "exact", checkerProgram: null } });
    await author.request(RestoreProblemRevisionDocument, { input: { problemId: id, number: 2, expectedRevision: 3 } });
    expect(await programOf(author, id)).toMatchObject({ checker: "custom", checkerProgram: { source: OBEDIENT.source } });
    expect(await installation.sql("select 1 from checker_programs where problem_id = $1", [keyOf(id)])).toHaveLength(1);
  });

  it("is copied for editors; others copy the problem without it", async () => {
    const { id } = await problemWith(OBEDIENT);
    const copy = async (client: Client) => (await client.request(CloneProblemDocument, { input: { id } })).cloneProblem.problem.id;
    expect(await programOf(author, await copy(author))).toMatchObject({ checker: "custom", checkerProgram: { source: OBEDIENT.source } });
    expect(await programOf(colleague, await copy(colleague))).toMatchObject({ checker: "tokens", checkerProgram: null });
  });

  it("that does not compile is refused with the compiler's output, and nothing is saved", async () => {
    const broken = { ...SUM, source: "#include <nothing>\nint main() {}\n" };
    const created = await author.errorOf(CreateProblemDocument, { input: inputOf(broken) });
    expect(created).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.checkerProgram.source", message: expect.stringMatching(/main\.cpp:1:.*nothing/) as string }] },
    });
    const { id } = await draft(author);
    const input = { id, expectedRevision: 1, checker: "custom", checkerProgram: broken };
    expect(await author.errorOf(UpdateProblemDocument, { input })).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await programOf(author, id)).toMatchObject({ checker: "tokens", latestRevision: { number: 1 } });
    // Nothing is compiled for others.
    expect(await colleague.errorOf(UpdateProblemDocument, { input })).toMatchObject({ code: "NOT_FOUND" });
  });

  it.each<[what: string, program: CheckerProgramInput | undefined, checker: string, field: string, code: string]>([
    ["a missing one", undefined, "custom", "input.checkerProgram", "REQUIRED"],
    ["one for another checker", OBEDIENT, "tokens", "input.checkerProgram", "INVALID_VALUE"],
    ["an unknown language", { ...SUM, language: "cobol" }, "custom", "input.checkerProgram.language", "UNKNOWN_VALUE"],
    ["arguments of a testlib program", { ...OBEDIENT, arguments: ["a"] }, "custom", "input.checkerProgram.arguments", "INVALID_VALUE"],
    ["a path", { ...SUM, files: [{ name: "../a", content: "" }] }, "custom", "input.checkerProgram.files.0.name", "INVALID_FORMAT"],
    [
      "the name of the source",
      { ...SUM, files: [{ name: "main.cpp", content: "" }] },
      "custom",
      "input.checkerProgram.files.0.name",
      "RESERVED",
    ],
    [
      "two files of one name",
      { ...SUM, files: [1, 2].map(() => ({ name: "a.h", content: "" })) },
      "custom",
      "input.checkerProgram.files.1.name",
      "DUPLICATE",
    ],
    [
      "too much",
      { ...SUM, files: [1, 2].map((n) => ({ name: `${n}.h`, content: "x".repeat(300_000) })) },
      "custom",
      "input.checkerProgram",
      "TOO_LONG",
    ],
  ])("is refused: %s", async (_, program, checker, field, code) => {
    expect(await author.errorOf(CreateProblemDocument, { input: inputOf(program, checker) })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [expect.objectContaining({ field, code })] },
    });
  });
});

it("a changed program makes earlier verdicts outdated", async () => {
  const problem = await problemWith(OBEDIENT);
  await judged(problem, "0 ok");
  const outdated = async () => (await author.request(OutdatedVerdictsDocument, problem)).problem!.outdatedVerdictCount;
  expect(await outdated()).toBe(0);
  const { revision: expectedRevision } = await read(author, problem.id);
  await update(author, { ...problem, expectedRevision, checkerProgram: { ...OBEDIENT, source: `${OBEDIENT.source}# changed\n` } });
  expect(await outdated()).toBe(1);
});
