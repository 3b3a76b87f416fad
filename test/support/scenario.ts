/** People and problems for the API tests. A test names only what it is about. */
import { randomUUID } from "node:crypto";
import { slowness } from "../../scripts/lib/slowness.mjs";
import { CANARY } from "./canary.js";
import { clientOf, type Client } from "./client.js";
import {
  CreateProblemForTestDocument,
  PublishForTestDocument,
  RegisterForTestDocument,
  SetTestsForTestDocument,
  SubmissionStatusDocument,
  SubmitCodeDocument,
} from "./generated.js";
import type { Api, Installation } from "./installation.js";
import { createPause } from "./pauses.js";

export interface Problem {
  id: string;
  slug: string;
  testCount: number;
}

export interface Code {
  language: string;
  source: string;
}

/** Prints the sum of the first two numbers of the input. */
export const SUM_ACCEPTED: Code = {
  language: "python",
  source: "a, b = input().split()[:2]\nprint(int(a) + int(b))\n",
};

/** The same, taking a third of a second a test, so that there is time to watch it. */
export const SLOW_ACCEPTED: Code = {
  language: "python",
  source: "import time\na, b = input().split()[:2]\ntime.sleep(0.3)\nprint(int(a) + int(b))\n",
};

export async function createLearner(api: Api): Promise<Client & { username: string; userId: string }> {
  const username = `u-${randomUUID().slice(0, 12)}`;
  const anonymous = clientOf(api);
  const { register } = await anonymous.request(RegisterForTestDocument, {
    input: { email: `${username}@codequest.example`, username, password: "Sesame-Open-1" },
  });
  return Object.assign(clientOf(api, register.accessToken), { username, userId: register.user!.id });
}

export async function createInstructor(
  installation: Installation,
  api: Api,
  role = "INSTRUCTOR",
): Promise<Client & { username: string; userId: string }> {
  const person = await createLearner(api);
  await installation.sql("update users set role = $2 where id = $1", [person.userId, role]);
  return person;
}

/** The same person at another API. */
export function clientOn(api: Api, person: Client | null): Client {
  return clientOf(api, person?.token ?? null);
}

/** A published problem: one sample, then five hidden tests whose input carries the canary, and a mark that makes it another test set. */
export async function createProblem(
  installation: Installation,
  api: Api,
  change: { timeLimitMs?: number; memoryLimitKb?: number } = {},
  mark = "",
): Promise<Problem> {
  const author = await createInstructor(installation, api);
  const { createProblem: created } = await author.request(CreateProblemForTestDocument, {
    input: { title: `Sum ${randomUUID().slice(0, 8)}`, statement: "Add two numbers.", difficulty: "EASY" as never, ...change },
  });
  const hidden = [1, 2, 3, 4, 5].map((n) => ({
    name: `hidden-${n}`,
    input: `${n} ${n * 10} ${CANARY} ${mark}\n`,
    output: `${n * 11}\n`,
    sample: false,
  }));
  const tests = [{ name: "sample-1", input: "1 2\n", output: "3\n", sample: true, explanation: "1 + 2 = 3" }, ...hidden];
  const { id, slug } = created.problem;
  await author.request(SetTestsForTestDocument, { input: { problemId: id, tests } });
  await author.request(PublishForTestDocument, { input: { id } });
  await author.close();
  return { id, slug, testCount: tests.length };
}

export async function submit(client: Client, problem: Pick<Problem, "id">, code: Code): Promise<string> {
  const { submitCode } = await client.request(SubmitCodeDocument, { input: { problemId: problem.id, ...code } });
  return submitCode.submission.id;
}

/** Every verdict that a watcher is told, until the server ends the subscription. */
export async function verdictsOf(client: Client, submissionId: string): Promise<string[]> {
  const verdicts: string[] = [];
  for await (const { submissionStatus } of client.subscribe(SubmissionStatusDocument, { submissionId })) {
    if (submissionStatus.status === "FINISHED") verdicts.push(submissionStatus.verdict ?? "none");
  }
  return verdicts;
}

export interface JudgementRow {
  id: string;
  status: string;
  verdict: string | null;
  attempt: number;
  systemFailures: number;
}

/** The only judgement of a submission; fails when it has another number of them. */
export async function judgementOf(installation: Installation, submissionId: string): Promise<JudgementRow> {
  const found = await installation.sql<JudgementRow>(
    'select id, status, verdict, attempt, system_failures as "systemFailures" from judgements where submission_id = $1',
    [submissionId],
  );
  if (found.length !== 1) throw new Error(`${found.length} judgements of one submission`);
  return found[0]!;
}

/** Asks until the answer is true; fails after a while. */
export async function eventually(what: string, isTrue: () => Promise<boolean> | boolean, timeoutMs = 180_000): Promise<void> {
  const deadline = Date.now() + timeoutMs * slowness();
  const pause = createPause();
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await pause();
  }
}
