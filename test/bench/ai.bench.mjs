/** What the way of an answer through worker, Redis, API and WebSocket adds to the provider's time; and verdicts beside queued reviews. */
import { randomUUID } from "node:crypto";
import { globalId } from "../../dist/kernel/global-id.js";
import { startAiProvider } from "./support/ai-provider.mjs";
import { createPerson } from "./support/client.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median } from "./support/measure.mjs";

const STREAMS = 20;
const ROUNDS = 15;
const REVIEWS = 50;

const CREATE = `mutation ($input: CreateProblemInput!) { createProblem(input: $input) { problem { id } } }`;
const SET_TESTS = `mutation ($input: SetProblemTestsInput!) { setProblemTests(input: $input) { problem { id } } }`;
const PUBLISH = `mutation ($input: PublishProblemInput!) { publishProblem(input: $input) { problem { id } } }`;
const SUBMIT = `mutation ($input: SubmitCodeInput!) { submitCode(input: $input) { submission { id } } }`;
const WATCH = `subscription ($id: ID!) { submissionStatus(submissionId: $id) { status verdict } }`;
const CONSENT = `mutation { setAiConsent(input: { given: true }) { settings { available } } }`;
const NOTEBOOK = `mutation ($text: String!) { createNotebook(input: { title: "Notes", text: $text }) { notebook { id } } }`;
const GRANT = "mutation ($input: GrantEntitlementInput!) { grantEntitlement(input: $input) { __typename } }";
const SUMMARIZE = `mutation ($id: ID!) { requestAiSummary(input: { notebookId: $id }) { request { id } } }`;
const REVIEW = `mutation ($id: ID!) { reviewSubmission(input: { submissionId: $id }) { request { id } } }`;
const FOLLOW = `subscription ($id: ID!) { aiStatus(requestId: $id) { text request { status } } }`;
const CANCEL = `mutation ($id: ID!) { cancelAiRequest(input: { id: $id }) { request { status } } }`;

const SUMMARY = { text: "All that a learner has to know of it. ".repeat(40), points: [], nodes: [], edges: [] };
const REVIEWED = {
  ...{ text: "Well done. ".repeat(200), stars: 4, timeComplexity: "O(1)", spaceComplexity: "O(1)" },
  ...{ strengths: [], improvements: [], alternatives: [], comments: [], failingInputs: [{ input: "1 2\n", reason: "none" }] },
};
const source = () => `# ${randomUUID()}\na, b = input().split()\nprint(int(a) + int(b))\n`;

export async function run({ row, env }) {
  let answer = SUMMARY;
  const provider = await startAiProvider({ answerOf: () => answer, pauseMs: 20 });
  const key = { OPENAI_API_KEY: "bench", OPENAI_BASE_URL: provider.url, AI_MODEL: "bench" };
  const installation = await createInstallation({ ...env, ...key });
  try {
    const api = await installation.startApi();
    await installation.startWorker();
    const author = await createPerson(installation, api, { name: "bench-author", role: "ADMIN" });
    const learner = await createPerson(installation, api, { name: "bench-learner", role: "ADMIN" });
    await learner.request(CONSENT);
    const input = { userId: globalId("User", learner.userId), key: "ai-quota", quantity: 100_000 };
    await author.request(GRANT, { input });
    await streams(row, learner, provider);
    answer = REVIEWED;
    await verdicts(row, { author, learner, sql: installation.sql });
    await Promise.all([author.close(), learner.close()]);
  } finally {
    await installation.stop();
    provider.close();
  }
}

/** Time per piece at the client, from the provider's first to the last of the text, and at the provider. */
async function streams(row, learner, provider) {
  const seen = [];
  for (let i = 0; i < STREAMS; i++) {
    const { createNotebook } = await learner.request(NOTEBOOK, { text: `Notes ${randomUUID()}` });
    const { requestAiSummary } = await learner.request(SUMMARIZE, { id: createNotebook.notebook.id });
    let lastAt = 0;
    for await (const { data } of learner.subscribe(FOLLOW, { id: requestAiSummary.request.id })) {
      if (data.aiStatus.text !== "") lastAt = performance.now();
    }
    const { pieces, startedAt, endedAt } = provider.streams.at(-1);
    if (i > 0) seen.push({ ours: (lastAt - startedAt) / pieces, its: (endedAt - startedAt) / pieces });
  }
  row({
    what: "an AI answer at the client, time per piece, median",
    ...{ value: median(seen.map(({ ours }) => ours)), unit: "ms", baseline: "at the provider" },
    ...{ baselineValue: median(seen.map(({ its }) => its)), target: { ratioAtMost: 1.1 } },
  });
}

async function verdicts(row, { author, learner, sql }) {
  const { createProblem } = await author.request(CREATE, { input: { title: "Sum", statement: "Add.", difficulty: "EASY" } });
  const problemId = createProblem.problem.id;
  const tests = [1, 2, 3, 4, 5].map((n) => ({ name: `t${n}`, input: `${n} ${n}\n`, output: `${2 * n}\n`, sample: n === 1 }));
  await author.request(SET_TESTS, { input: { problemId, tests } });
  await author.request(PUBLISH, { input: { id: problemId } });
  const judged = async () => {
    const since = performance.now();
    const { submitCode } = await learner.request(SUBMIT, { input: { problemId, language: "python", source: source() } });
    await Array.fromAsync(learner.subscribe(WATCH, { id: submitCode.submission.id }));
    return { ms: performance.now() - since, id: submitCode.submission.id };
  };
  /** The second of two: what a process does first after a pause, or after other requests, takes another time. */
  const inStride = async () => {
    await judged();
    return (await judged()).ms;
  };
  const spare = [];
  for (let i = 0; i < REVIEWS; i++) spare.push((await judged()).id);
  const beside = async () => {
    const asked = [];
    for (const id of spare) asked.push((await learner.request(REVIEW, { id })).reviewSubmission.request.id);
    const ms = await inStride();
    for (const id of asked) await learner.request(CANCEL, { id });
    // The cache must not end the load.
    await sql("delete from ai_requests where kind = 'REVIEW'");
    return ms;
  };
  const figures = await inTurn({ beside, alone: inStride }, { rounds: ROUNDS, warmUp: 1 });
  row({
    what: `submitCode to verdict beside ${REVIEWS} queued reviews, median`,
    ...{ value: median(figures.beside), unit: "ms", baseline: "without them", baselineValue: median(figures.alone) },
    target: { ratioAtMost: 1.1 },
  });
}
