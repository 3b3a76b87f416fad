/**
 * `npm run demo`: new learners submit in all six languages to a running API, with each verdict arriving live, and a learner orders a plan.
 * A learner who has reached an account's submissions per minute is replaced by the next one.
 * Plain HTTP and graphql-transport-ws, so it also shows what a client has to do.
 */
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { ask } from "./lib/ask.mjs";
import { showOrder } from "./lib/demo-order.mjs";
import { awaitJudge, JUDGE } from "./lib/judge-state.mjs";

const endpoint = process.argv[2] ?? process.env.GRAPHQL_URL ?? `http://127.0.0.1:${process.env.PORT ?? 4000}/graphql`;
const problems = join(dirname(fileURLToPath(import.meta.url)), "../seed/problems");
const LANGUAGE_BY_EXTENSION = {
  ".py": "python",
  ".js": "javascript",
  ".ts": "typescript",
  ".cpp": "cpp17",
  ".java": "java17",
  ".go": "go",
};

async function request(query, variables, token) {
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const { text } = await ask(endpoint, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = JSON.parse(text);
  if (errors) throw Object.assign(new Error(errors.map(({ message }) => message).join(" ")), { code: errors[0].extensions?.code });
  return data;
}

async function solutions(slug) {
  const folder = join(problems, slug, "submissions");
  const kinds = ["accepted", "wrong_answer", "time_limit_exceeded", "runtime_error", "compilation_error"];
  const files = await Promise.all(
    kinds.map(async (kind) => (await readdir(join(folder, kind)).catch(() => [])).map((name) => join(folder, kind, name))),
  );
  return files.flat();
}

const STATUS = /* GraphQL */ `
  subscription Watch($id: ID!) {
    submissionStatus(submissionId: $id) {
      status
      verdict
      detail
      testsTotal
      testsFinished
      testsPassed
      cpuMs
      peakMemoryKb
      compilerOutput
      test {
        verdict
      }
    }
  }
`;

async function newLearner() {
  const name = `learner-${randomUUID().slice(0, 8)}`;
  const { register } = await request(
    "mutation Register($input: RegisterInput!) { register(input: $input) { accessToken user { username role } } }",
    { input: { email: `${name}@codequest.example`, username: name, password: `Demo-${randomUUID()}` } },
  );
  const token = register.accessToken;
  const sockets = createClient({
    url: endpoint.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    lazy: false,
  });
  console.log(`Registered ${register.user.username} as ${register.user.role}.`);
  return { token, sockets };
}

async function submit(input) {
  const mutation = "mutation Submit($input: SubmitCodeInput!) { submitCode(input: $input) { submission { id } } }";
  try {
    return (await request(mutation, { input }, learner.token)).submitCode.submission;
  } catch (error) {
    if (error.code !== "RATE_LIMITED") throw error;
    await learner.sockets.dispose();
    learner = await newLearner();
    return (await request(mutation, { input }, learner.token)).submitCode.submission;
  }
}

async function submitAndWatch(problemId, file) {
  const language = LANGUAGE_BY_EXTENSION[extname(file)];
  const source = await readFile(file, "utf8");
  const started = performance.now();
  const submission = await submit({ problemId, language, source });
  process.stdout.write(`  ${language.padEnd(11)}`);
  let marks = "";
  for await (const { data, errors } of learner.sockets.iterate({ query: STATUS, variables: { id: submission.id } })) {
    if (errors) throw new Error(errors[0].message);
    const event = data.submissionStatus;
    const mark = event.test ? (event.test.verdict === "ACCEPTED" ? "." : "x") : { QUEUED: "q", COMPILING: "c", RUNNING: "r" }[event.status];
    if (mark && !(mark !== "." && mark !== "x" && marks.includes(mark))) {
      marks += mark;
      process.stdout.write(mark);
    }
    if (event.status === "FINISHED") {
      const took = Math.round(performance.now() - started);
      const detail = event.detail ? ` (${event.detail})` : "";
      const figures = event.cpuMs === null ? "" : `, slowest test ${event.cpuMs} ms CPU, ${Math.round(event.peakMemoryKb / 1024)} MB`;
      console.log(`  ${event.verdict}${detail}  ${event.testsPassed}/${event.testsTotal} tests, ${took} ms${figures}`);
      return event.verdict;
    }
  }
  throw new Error("the subscription ended without a verdict");
}

try {
  await ask(endpoint.replace(/\/graphql$/, "/health"));
} catch {
  console.error(`No API responds at ${endpoint}. Start it first with: npm start`);
  process.exit(1);
}

let learner = await newLearner();

const { languages, problems: list } = await request(
  "{ languages { id name version } problems(first: 50, orderBy: DIFFICULTY) { edges { node { id slug title } } } }",
  {},
  learner.token,
);
const ordered = await showOrder({ endpoint, request, tell: console.log });
console.log("");
console.log(`Languages: ${languages.map((language) => `${language.name} (${language.version ?? "no worker yet"})`).join(", ")}.`);

const state = await awaitJudge(async () => (await request(JUDGE)).judge, { tell: console.log });
if (!state.takesJobs) {
  console.error(state.line);
  process.exit(1);
}
console.log(state.line);

console.log("Each line is one submission: q queued, c compiling, r running, then a dot per test passed.\n");
let unexpected = 0;
for (const slug of ["two-purses", "night-ferries"]) {
  const problem = list.edges.map(({ node }) => node).find((node) => node.slug === slug);
  if (!problem) throw new Error(`There is no problem ${slug}; it is part of the seed.`);
  console.log(problem.title);
  for (const file of await solutions(slug)) {
    const expected = basename(dirname(file)).toUpperCase();
    const verdict = await submitAndWatch(problem.id, file);
    if (verdict !== expected) {
      unexpected++;
      console.log(`    expected ${expected}`);
    }
  }
  console.log("");
}
await learner.sockets.dispose();
console.log(unexpected === 0 ? "Every verdict was the expected one." : `${unexpected} verdicts were not the expected ones.`);
if (!ordered) console.log("The order did not end as expected.");
process.exit(unexpected === 0 && ordered ? 0 : 1);
