/** Submissions judged by each checker, with the parameters of their problem. */
import { draft, publish, setTests } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import { RunCodeDocument, type CheckerParametersInput } from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
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

const printing = (output: string) => ({ language: "python", source: `import sys\nsys.stdout.write(${JSON.stringify(output)})\n` });

async function problemWith(checker: string, checkerParameters: CheckerParametersInput, output: string) {
  const { id } = await draft(author, { checker, checkerParameters });
  await setTests(author, id, [
    { name: "sample", input: "1\n", output, sample: true },
    { name: "hidden", input: "2\n", output },
  ]);
  await publish(author, id);
  return { id };
}

it.each<[checker: string, parameters: CheckerParametersInput, expected: string, right: string, wrong: string]>([
  ["tokens", {}, "Yes 0.5\n", "Yes  0.5", "yes 0.5\n"],
  ["tokens", { caseSensitive: false }, "Yes\n", "yES\n", "no\n"],
  ["tokens", { whitespaceSensitive: true }, "a b\n", "a b\n", "a  b\n"],
  ["tokens", { absoluteTolerance: 0.001 }, "0.333\n", "0.3333333333\n", "0.3350\n"],
  ["tokens", { relativeTolerance: 0.001, absoluteTolerance: 0 }, "1e6\n", "1000900\n", "1001100\n"],
  ["lines", {}, "a b\nc\n", "a b  \nc\n\n", "a  b\nc\n"],
  ["unordered-tokens", { caseSensitive: false }, "a a b\n", "B\nA\nA\n", "a b b\n"],
  ["unordered-lines", {}, "1 2\n3 4\n", "3 4\n1 2\n", "2 1\n3 4\n"],
  ["exact", {}, "a\n", "a\n", "a"],
])("%s with %j", async (checker, parameters, expected, right, wrong) => {
  const problem = await problemWith(checker, parameters, expected);
  expect((await verdictsOf(learner, await submit(learner, problem, printing(right)))).at(-1)).toBe("ACCEPTED");
  expect((await verdictsOf(learner, await submit(learner, problem, printing(wrong)))).at(-1)).toBe("WRONG_ANSWER");
});

it("runCode says how far a number is away", async () => {
  const { id } = await problemWith("tokens", { absoluteTolerance: 0.25 }, "2\n");
  const run = async (output: string) =>
    (await learner.request(RunCodeDocument, { input: { problemId: id, ...printing(output) } })).runCode.cases[0];
  expect(await run("2.25")).toMatchObject({ verdict: "ACCEPTED", detail: null });
  expect(await run("2.5")).toMatchObject({
    verdict: "WRONG_ANSWER",
    detail: 'token 1: expected "2", found "2.5"; error: absolute 5.00e-1, relative 2.50e-1',
  });
});
