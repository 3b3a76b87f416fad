/** Interactive problems, from the mutation that saves the interactor to what author and learner see of a judgement. */
import { draft, publish, setTests, update } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import {
  CloneProblemDocument,
  CreateProblemDocument,
  InteractiveSubmissionDocument,
  InteractorDocument,
  OutdatedVerdictsDocument,
  RunInteractivelyDocument,
  type CheckerProgramInput,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
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

const GUESS: CheckerProgramInput = {
  kind: "KATTIS",
  language: "python",
  source: `import sys
secret = int(open(sys.argv[1]).read())
def end(code, text):
    open(sys.argv[3] + "judgemessage.txt", "w").write(text)
    sys.exit(code)
for turn in range(8):
    try: guess = int(input())
    except (EOFError, ValueError): end(43, "no number")
    if guess == secret:
        print("correct", flush=True)
        end(42, f"{turn + 1} guesses")
    print("higher" if guess < secret else "lower", flush=True)
end(43, f"never found {secret}")
`,
};
/** Writes the sum of what it hears. */
const ADD: CheckerProgramInput = {
  kind: "TESTLIB",
  language: "python",
  source: `import sys
total = sum(int(line) for line in sys.stdin)
open(sys.argv[2], "w").write(str(total))
`,
};
const BISECT = `low, high = 0, 100
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    answer = input()
    if answer == "correct": break
    if answer == "higher": low = middle + 1
    else: high = middle - 1
`;
const python = (source: string) => ({ language: "python", source });

async function problemWith(fields: object) {
  const { id } = await draft(author, fields);
  await setTests(author, id, [
    { name: "sample", input: "50\n", output: "1\n", sample: true },
    { name: "hidden", input: "7\n", output: "1\n" },
  ]);
  await publish(author, id);
  return { id };
}

async function judged(problem: { id: string }, source: string) {
  const id = await submit(learner, problem, python(source));
  await verdictsOf(learner, id);
  const seenBy = async (client: Client) => (await client.request(InteractiveSubmissionDocument, { id })).submission!;
  const { judgement, checkerMessages } = await seenBy(learner);
  expect(checkerMessages).toBeNull();
  return { judgement, messages: (await seenBy(author)).checkerMessages };
}

const said = (...lines: string[]) =>
  lines.map((line, index) => ({ from: index % 2 === 0 ? "SUBMISSION" : "INTERACTOR", text: `${line}\n` }));

describe("an interactive problem", () => {
  let problem: { id: string };
  beforeAll(async () => {
    problem = await problemWith({ interactor: GUESS });
  });

  it("is judged by what is said, with a transcript of samples alone", async () => {
    const { judgement, messages } = await judged(problem, BISECT);
    expect(judgement).toMatchObject({ verdict: "ACCEPTED", tests: [{ sample: { actual: "50\n" } }, { sample: null }] });
    expect(judgement.tests[0]!.sample!.transcript).toEqual({ entries: said("50", "correct"), truncated: false });
    expect(messages).toEqual([
      { test: 0, message: "1 guesses" },
      { test: 1, message: "7 guesses" },
    ]);
  });

  it("tells wrong answers, crashes, waiting and failures apart", async () => {
    const always50 = `while True:\n    print(50, flush=True)\n    if input() == "correct": break\n`;
    expect(await judged(problem, always50)).toMatchObject({
      judgement: { verdict: "WRONG_ANSWER", tests: [{ verdict: "ACCEPTED" }, { verdict: "WRONG_ANSWER", sample: null }] },
      messages: [{}, { test: 1, message: "never found 7" }],
    });
    expect((await judged(problem, "import os\nos._exit(2)")).judgement).toMatchObject({ verdict: "RUNTIME_ERROR", detail: "exit code 2" });
    expect((await judged(problem, "input()")).judgement).toMatchObject({ verdict: "TIME_LIMIT_EXCEEDED", detail: "IDLE" });
  });

  it("runs code on samples with the interactor, and on own input without", async () => {
    const run = async (stdin?: string) =>
      (await learner.request(RunInteractivelyDocument, { input: { problemId: problem.id, ...python(BISECT), stdin } })).runCode!.cases;
    expect(await run()).toMatchObject([{ name: "sample", verdict: "ACCEPTED", transcript: { entries: said("50", "correct") } }]);
    expect(await run("correct\n")).toEqual([{ name: "stdin", verdict: null, stdout: "50\n", transcript: null }]);
  });

  it("shows that it is one to all, and its interactor to its editors", async () => {
    const seenBy = async (client: Client, id = problem.id) => (await client.request(InteractorDocument, { id })).problem!;
    expect(await seenBy(author)).toMatchObject({ interactive: true, interactor: { kind: "KATTIS", source: GUESS.source } });
    expect(await seenBy(learner)).toMatchObject({ interactive: true, interactor: null, latestRevision: null });
    const copy = async (client: Client) =>
      (await client.request(CloneProblemDocument, { input: { id: problem.id } })).cloneProblem!.problem.id;
    expect(await seenBy(author, await copy(author))).toMatchObject({ interactive: true, interactor: { source: GUESS.source } });
    expect(await seenBy(colleague, await copy(colleague))).toMatchObject({ interactive: false, interactor: null });
  });
});

it("lets the checker decide about the output of the interactor, until it is told otherwise", async () => {
  const problem = await problemWith({ interactor: ADD, checksInteractorOutput: true });
  expect((await judged(problem, "print(3)\nprint(-2)")).judgement).toMatchObject({ verdict: "ACCEPTED" });
  expect((await judged(problem, "print(3)")).judgement).toMatchObject({ verdict: "WRONG_ANSWER" });
  await update(author, { ...problem, expectedRevision: 1, checksInteractorOutput: false });
  expect((await judged(problem, "print(3)")).judgement).toMatchObject({ verdict: "ACCEPTED" });
  const { problem: after } = await author.request(OutdatedVerdictsDocument, problem);
  expect(after!.outdatedVerdictCount).toBe(2);
  await update(author, { ...problem, expectedRevision: 2, interactor: null });
  expect((await judged(problem, "print(1)")).judgement).toMatchObject({
    verdict: "ACCEPTED",
    tests: [{ sample: { transcript: null } }, {}],
  });
});

it("makes an interactor that fails the author's affair", async () => {
  const problem = await problemWith({ interactor: { ...GUESS, source: "1 / 0" } });
  const { judgement, messages } = await judged(problem, "print(1)");
  expect(judgement).toMatchObject({ verdict: "SYSTEM_ERROR", detail: "CHECKER", tests: [{}] });
  expect(messages).toEqual([
    { test: 0, message: expect.stringMatching(/interactor ended with exit code 1[^]*ZeroDivisionError/) as string },
  ]);
});

it.each<[what: string, fields: object, field: string]>([
  ["one that does not compile", { interactor: { ...GUESS, source: "def" } }, "input.interactor.source"],
  ["arguments of a testlib program", { interactor: { ...ADD, arguments: ["a"] } }, "input.interactor.arguments"],
  ["the output of none", { checksInteractorOutput: true }, "input.checksInteractorOutput"],
])("refuses %s", async (_what, fields, field) => {
  const input = { title: "T", statement: "S", difficulty: "EASY" as const, ...fields };
  expect(await author.errorOf(CreateProblemDocument, { input })).toMatchObject({
    code: "BAD_USER_INPUT",
    extensions: { fields: [{ field }] },
  });
});
