/** What a review claims is run in the sandbox before it is shown: failing inputs with the reference solution, complexities on growing inputs. */
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { consentingLearner, followAi } from "../support/ai.js";
import { draft, publish, setTests } from "../support/authoring.js";
import { ReviewSubmissionDocument } from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { answerOf, startOpenAiServer, type OpenAiServer } from "../support/openai-server/server.js";
import { generate, save } from "../support/problem-programs.js";
import { createInstructor, submit, verdictsOf } from "../support/scenario.js";

let server: OpenAiServer;
let installation: Installation;
let api: Api;
beforeAll(async () => {
  server = await startOpenAiServer();
  installation = await createInstallation({ OPENAI_API_KEY: server.key, OPENAI_BASE_URL: server.url, AI_MODEL: "test-model" });
  [api] = await Promise.all([installation.startApi(), installation.startWorker()]);
});
afterAll(async () => {
  await installation?.stop();
  await server?.close();
});

const GENERATOR = `import random, sys
n, seed = int(sys.argv[1]), sys.argv[2]
random.seed(seed)
print(n)
print(*[random.randint(1, 9) for _ in range(n)])
`;
/** Numbers are positive, and there are as many as it says. */
const VALIDATOR = `import sys
n = int(input())
numbers = list(map(int, input().split()))
sys.exit(0 if len(numbers) == n and min(numbers) > 0 else 1)
`;
const REFERENCE = "input()\nprint(sum(map(int, input().split())))\n";
/** Wrong for a sum of 13, and slow: n squared additions. */
const SOURCE = `n = int(input())
numbers = list(map(int, input().split()))
total = 0
for i in range(n):
    for j in range(n):
        if j == i:
            total += numbers[j]
print(total if total != 13 else 0)
`;

it("claims are confirmed or refuted by runs", async () => {
  const author = await createInstructor(installation, api);
  const { id: problemId } = await draft(author, { timeLimitMs: 4000 });
  await save(author, problemId, {
    purpose: "SOLUTION",
    name: "sum",
    language: "python",
    source: REFERENCE,
    expectedVerdicts: ["ACCEPTED"],
  });
  await save(author, problemId, { purpose: "VALIDATOR", kind: "TESTLIB", name: "positive", language: "python", source: VALIDATOR });
  await save(author, problemId, { purpose: "GENERATOR", name: "numbers", language: "python", source: GENERATOR });
  await setTests(author, problemId, [{ name: "sample", input: "2\n1 2\n", output: "3\n", sample: true }]);
  const lines = [10, 100, 3000].map((n) => ({ name: `n-${n}`, generator: "numbers", arguments: [String(n), `seed-${n}`] }));
  expect(await generate(author, { problemId, lines, solution: "sum" })).toMatchObject({ status: "READY" });
  await publish(author, problemId);
  const learner = await consentingLearner(api);
  const submissionId = await submit(learner, { id: problemId }, { language: "python", source: SOURCE });
  expect(await verdictsOf(learner, submissionId)).toEqual(["ACCEPTED"]);
  const review = {
    ...{ text: "It is right, but slow.", stars: 2, timeComplexity: "O(n^2)", spaceComplexity: "O(n)" },
    ...{ strengths: [], improvements: [], alternatives: [], comments: [] },
    failingInputs: [
      { input: "2\n6 7\n", reason: "a sum of 13" },
      { input: "2\n1 1\n", reason: "equal numbers" },
      { input: "3\n13 1 -1\n", reason: "a sum of 13 outside the constraints" },
    ],
  };
  server.reply = () => answerOf(review);
  const { request } = (await learner.request(ReviewSubmissionDocument, { input: { submissionId } })).reviewSubmission;
  const { last } = await followAi(learner, request.id);
  expect(last.review!.failingInputs).toMatchObject([
    { outcome: "CONFIRMED", verdict: "WRONG_ANSWER", output: "0\n" },
    { outcome: "REFUTED", verdict: "ACCEPTED", output: "2\n" },
    { outcome: "INVALID", verdict: null, output: null },
  ]);
  const { complexity } = last.review!;
  expect(complexity!.runs.map(({ size }) => size)).toEqual([1, 23, 47, 94, 188, 375, 750, 1500, 3000]);
  expect(complexity!.outcome).not.toBe("CONTRADICTED");
  if (complexity!.outcome === "CONSISTENT") {
    expect(complexity!.low!).toBeLessThanOrEqual(complexity!.exponent!);
    expect(complexity!.high!).toBeGreaterThan(1.3);
  }
  expect(JSON.stringify(server.requests)).not.toContain("map(int, input().split())))");
});
