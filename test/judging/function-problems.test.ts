/** Function problems over HTTP: from the signature to what author and learner see of runs and judgements, and through a package. */
import { draft, publish, setTests, update } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import {
  ExportProblemPackageDocument,
  FunctionProblemDocument,
  FunctionSubmissionDocument,
  RunFunctionDocument,
  SaveProblemProgramDocument,
  SetProblemTestsDocument,
  SubmitCodeDocument,
  UpdateProblemDocument,
  type FunctionSignatureInput,
  type TestInput,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { importFilesAsPackage } from "../support/packages.js";
import { createInstructor, createLearner, submit, verdictsOf } from "../support/scenario.js";

let installation: Installation;
let api: Api;
let author: Client;
let learner: Client;

beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi(), installation.startWorker()]);
  [author, learner] = await Promise.all([createInstructor(installation, api), createLearner(api)]);
});

afterAll(async () => {
  await learner?.close();
  await installation?.stop();
});

const SIGNATURE: FunctionSignatureInput = {
  name: "pickEven",
  parameters: [
    { name: "numbers", type: "list<int>" },
    { name: "atLeast", type: "long" },
  ],
  result: "list<int>",
};
const TESTS: TestInput[] = [
  { name: "sample", sample: true, input: "[1, 2, 4]\n2", output: "[ 2, 4 ]" },
  { name: "hidden", input: '{"atLeast": 9007199254740993, "numbers": [6]}', output: "[]" },
];
const PYTHON = `from helper import is_even
def pick_even(numbers, at_least):
    print("called with", len(numbers))
    return [n for n in numbers if is_even(n) and n >= at_least]
`;
const HELPER = { name: "helper.py", content: "def is_even(n):\n    return n % 2 == 0\n" };

const functionProblem = async () => {
  const { id } = await draft(author, { signature: SIGNATURE, feedback: "EVERYTHING" });
  await setTests(author, id, TESTS);
  await publish(author, id);
  return id;
};
const fieldsOf = ({ extensions }: { extensions: Record<string, unknown> }) => extensions.fields as { field: string; message: string }[];
const read = async (client: Client, id: string) => (await client.request(FunctionProblemDocument, { id })).problem!;

describe("a function problem", () => {
  let id: string;
  beforeAll(async () => {
    id = await functionProblem();
  });

  it("has starter code from its signature, and tests as compact values", async () => {
    const { checker, signature, starterCodes, samples } = await read(learner, id);
    expect(checker).toBe("values");
    expect(signature).toEqual({ ...SIGNATURE, mayFail: false });
    expect(starterCodes!.find(({ language }) => language.slug === "python")).toMatchObject({
      source: "def pick_even(numbers: list[int], at_least: int) -> list[int]:\n    pass\n",
      own: false,
    });
    expect(samples).toEqual([{ input: "[1,2,4]\n2\n", output: "[2,4]\n" }]);
  });

  it.each([
    ["cpp", "#include <vector>\nusing namespace std;\nvector<int> pickEven(vector<int> n, long long m) { BODY }", "return n;"],
    ["java17", "class Solution { int[] pickEven(int[] n, long m) { BODY } }", "return n;"],
    ["go", "package main\n\nfunc pickEven(n []int, m int64) []int { BODY }", "return n"],
    ["python", "def pick_even(n, m):\n    BODY", "return n"],
  ])("has reference solutions in %s, which are compiled with its driver", async (language, code, body) => {
    const input = (source: string) => ({
      ...{ problemId: id, purpose: "SOLUTION" as const, name: `in-${language}`, language, source },
      expectedVerdicts: ["WRONG_ANSWER" as const],
    });
    const { program } = (await author.request(SaveProblemProgramDocument, { input: input(code.replace("BODY", body)) })).saveProblemProgram;
    expect(program.name).toBe(`in-${language}`);
    const refused = await author.errorOf(SaveProblemProgramDocument, { input: input(code.replace("BODY", "return nothing(")) });
    expect(fieldsOf(refused)).toMatchObject([{ field: "input.source", message: expect.stringContaining("does not compile") }]);
  });

  it("judges submissions of several files, and shows what they printed apart", async () => {
    const input = { problemId: id, language: "python", source: PYTHON, files: [HELPER], idempotencyKey: "once" };
    const first = (await learner.request(SubmitCodeDocument, { input })).submitCode.submission;
    expect(await verdictsOf(learner, first.id)).toEqual(["ACCEPTED"]);
    const { submission } = await learner.request(FunctionSubmissionDocument, { id: first.id });
    expect(submission).toMatchObject({ source: PYTHON, files: [HELPER], sourceBytes: PYTHON.length + HELPER.content.length });
    expect(submission!.judgement.tests[0]!.sample).toEqual({
      ...{ input: "[1,2,4]\n2\n", expected: "[2,4]\n" },
      ...{ actual: "[2,4]", printed: "called with 3\n" },
    });
    expect((await learner.request(SubmitCodeDocument, { input })).submitCode.submission.id).toBe(first.id);
    const changed = { ...input, files: [{ ...HELPER, content: "" }] };
    expect((await learner.errorOf(SubmitCodeDocument, { input: changed })).code).toBe("CONFLICT");
    const reserved = { ...input, files: [{ ...HELPER, name: "driver.py" }] };
    expect((await learner.errorOf(SubmitCodeDocument, { input: reserved })).code).toBe("BAD_USER_INPUT");
  });

  it("compares results as values", async () => {
    const source = "function pickEven(numbers, atLeast) {\n  return numbers.filter((n) => n % 2 === 0);\n}\n";
    const submissionId = await submit(learner, { id }, { language: "javascript", source });
    expect(await verdictsOf(learner, submissionId)).toEqual(["WRONG_ANSWER"]);
    const { submission } = await learner.request(FunctionSubmissionDocument, { id: submissionId });
    expect(submission!.judgement.failedTest).toMatchObject({ input: "[6]\n9007199254740993\n", actual: "[6]" });
  });

  it("runs on samples and on own arguments", async () => {
    const input = { problemId: id, language: "python", source: PYTHON, files: [HELPER] };
    const run = async (stdin?: string) => (await learner.request(RunFunctionDocument, { input: { ...input, stdin } })).runCode!.cases;
    expect(await run()).toMatchObject([{ verdict: "ACCEPTED", result: "[2,4]", stdout: "called with 3\n" }]);
    expect(await run("[8,9] 1")).toMatchObject([{ input: "[8,9]\n1\n", verdict: null, result: "[8]" }]);
    const error = await learner.errorOf(RunFunctionDocument, { input: { ...input, stdin: "[8.5] 1" } });
    expect(fieldsOf(error)).toMatchObject([{ field: "input.stdin", code: "INVALID_VALUE" }]);
  });

  it("points at the learner's line where code does not compile", async () => {
    const source = "#include <vector>\nstd::vector<int> pickEven(std::vector<int> numbers, long long atLeast) {\n    return number;\n}\n";
    const { runCode } = await learner.request(RunFunctionDocument, { input: { problemId: id, language: "cpp", source } });
    expect(runCode).toMatchObject({ compiled: false, diagnostics: [{ line: 3 }] });
  });

  it("is the same after an export and an import", async () => {
    const { exportProblemPackage } = await author.request(ExportProblemPackageDocument, {
      input: { problemId: id, format: "KATTIS_2025_09" },
    });
    const archive = Buffer.from(await (await fetch(String(exportProblemPackage!.url))).arrayBuffer());
    const { problem } = await importFilesAsPackage(author, archive);
    const again = await read(author, problem!.id);
    expect(again).toMatchObject({ checker: "values", signature: { ...SIGNATURE, mayFail: false }, samples: [{ input: "[1,2,4]\n2\n" }] });
  });
});

describe("authors", () => {
  it("are told test and argument of what does not fit, and where a signature is wrong", async () => {
    const { id } = await draft(author, { signature: SIGNATURE });
    const tests = [
      { ...TESTS[0]!, input: "[1,true]\n2" },
      { ...TESTS[1]!, output: "6" },
    ];
    const refused = await author.errorOf(SetProblemTestsDocument, { input: { problemId: id, tests } });
    expect(fieldsOf(refused).map(({ message }) => message)).toEqual([
      'Test "sample": Argument `numbers`, at [1]: int was expected, not `true]\n2`.',
      'Test "hidden": Expected result: list<int> was expected, not `6`.',
    ]);
    const wrong = { ...SIGNATURE, name: "Pick", parameters: [{ name: "lambda", type: "list<text>" }] };
    const error = await author.errorOf(UpdateProblemDocument, { input: { id, expectedRevision: 1, signature: wrong } });
    expect(fieldsOf(error).map(({ field }) => field)).toEqual([
      "input.signature.name",
      "input.signature.parameters.0.name",
      "input.signature.parameters.0.type",
    ]);
  });

  it("change the signature only to one that the tests fit, and may bring a driver", async () => {
    const { id } = await draft(author, { signature: SIGNATURE });
    await setTests(author, id, TESTS);
    const other = { ...SIGNATURE, result: "int" };
    const refused = await author.errorOf(UpdateProblemDocument, { input: { id, expectedRevision: 1, signature: other } });
    expect(fieldsOf(refused)).toMatchObject([{ field: "input.signature" }, { field: "input.signature" }]);
    const source =
      'token, numbers, least = input(), input(), input()\nimport main\nprint(token + "=" + str(main.Picker().pick(eval(numbers))))\n';
    await update(author, { id, expectedRevision: 1, drivers: [{ language: "python", source }] });
    const { latestRevision } = await read(author, id);
    expect(latestRevision).toMatchObject({ changed: ["drivers"], content: { drivers: [{ language: { slug: "python" }, source }] } });
    const picker = "class Picker:\n    def pick(self, numbers): return [n for n in numbers if n % 2 == 0]\n";
    const { runCode } = await author.request(RunFunctionDocument, { input: { problemId: id, language: "python", source: picker } });
    expect(runCode!.cases).toMatchObject([{ verdict: "ACCEPTED", result: "[2, 4]" }]);
  });
});
