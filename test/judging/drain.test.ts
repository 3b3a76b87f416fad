import { createClient } from "graphql-ws";
import { print } from "graphql";
import { WebSocket } from "ws";
import { RunCodeDocument, SubmissionStatusDocument, SubmitCodeDocument, type SubmissionStatusSubscription } from "../support/generated.js";
import type { Client } from "../support/client.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import {
  clientOn,
  createLearner,
  createProblem,
  eventually,
  judgementOf,
  SLOW_ACCEPTED,
  submit,
  SUM_ACCEPTED,
  verdictsOf,
  type Problem,
} from "../support/scenario.js";

/** Far beyond the time of a drain in these tests. */
const LONG_LEASE = { JUDGE_LEASE_MS: "120000" };

let installation: Installation;
let api: Api;
let learner: Client;
let problem: Problem;

beforeAll(async () => {
  installation = await createInstallation(LONG_LEASE);
  api = await installation.startApi();
  learner = await createLearner(api);
  problem = await createProblem(installation, api, { timeLimitMs: 5000 });
});

afterAll(async () => {
  await learner?.close();
  await installation?.stop();
});

const drained = async (program: Program) => {
  program.kill("SIGTERM");
  await program.ended;
  return program.exitCode();
};
const runs = (id: string) => eventually("the program runs", async () => (await judgementOf(installation, id)).status === "RUNNING");

describe("a worker that is asked to stop", () => {
  it("finishes what it has, takes nothing new, and ends with exit code 0", async () => {
    const worker = await installation.startWorker({ env: { JUDGE_SLOTS: "1" }, own: true });
    const ids = [await submit(learner, problem, SLOW_ACCEPTED), await submit(learner, problem, SUM_ACCEPTED)];
    const watching = ids.map((id) => verdictsOf(learner, id));
    await runs(ids[0]!);
    expect(await drained(worker)).toBe(0);
    expect(await judgementOf(installation, ids[0]!)).toMatchObject({ status: "FINISHED", verdict: "ACCEPTED", attempt: 1 });
    expect(await judgementOf(installation, ids[1]!)).toMatchObject({ status: "QUEUED", attempt: 0 });
    const other = await installation.startWorker();
    expect(await Promise.all(watching)).toEqual([["ACCEPTED"], ["ACCEPTED"]]);
    await other.stop();
  });

  it("gives back what it cannot finish in time, which another worker judges once, long before the lease is over", async () => {
    const worker = await installation.startWorker({ env: { SHUTDOWN_TIMEOUT_MS: "1000" }, own: true });
    const sleeper = { language: "python", source: `import time\ntime.sleep(2.5)\n${SUM_ACCEPTED.source}` };
    const id = await submit(learner, problem, sleeper);
    const run = learner.request(RunCodeDocument, { input: { problemId: problem.id, ...sleeper, stdin: "1 2" } });
    const watching = verdictsOf(learner, id);
    await runs(id);
    expect(await drained(worker)).toBe(0);
    expect(await judgementOf(installation, id)).toMatchObject({ status: "QUEUED", attempt: 1, systemFailures: 0 });
    const other = await installation.startWorker();
    expect(await watching).toEqual(["ACCEPTED"]);
    expect(await judgementOf(installation, id)).toMatchObject({ status: "FINISHED", verdict: "ACCEPTED", attempt: 2 });
    expect((await run).runCode.cases[0]).toMatchObject({ stdout: "3\n" });
    await other.stop();
  });
});

describe("an API that is asked to stop", () => {
  it("answers what it has begun: whatever it confirmed is there, and whatever is there it confirmed", async () => {
    const leaving = await installation.startApi({}, { own: true });
    const client = clientOn(leaving, learner);
    const before = await installation.sql<{ id: string }>("select id from submissions");
    let confirmed: string[] = [];
    let refused = 0;
    let stopping: Promise<number | null> | undefined;
    const submitter = async () => {
      while (refused < 8) {
        try {
          const answer = await client.request(SubmitCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED } });
          confirmed.push(answer.submitCode.submission.id);
        } catch {
          refused++; // nobody listens there any more
        }
        if (confirmed.length >= 20) stopping ??= drained(leaving);
      }
    };
    await Promise.all(Array.from({ length: 8 }, submitter));
    expect(await stopping).toBe(0);
    const known = new Set(before.map(({ id }) => id));
    const stored = (await installation.sql<{ id: string }>("select id from submissions"))
      .map(({ id }) => id)
      .filter((id) => !known.has(id));
    confirmed = confirmed.map(keyOf).sort();
    expect(stored.sort()).toEqual(confirmed);
    const worker = await installation.startWorker();
    await eventually("all judged", async () => {
      const [left] = await installation.sql<{ count: number }>("select count(*)::int as count from judgements where status <> 'FINISHED'");
      return left!.count === 0;
    });
    await worker.stop();
  });

  it("sends its watchers away with 1001; they go to another API and see the verdict", async () => {
    const leaving = await installation.startApi({}, { own: true });
    const id = await submit(learner, problem, SLOW_ACCEPTED);
    const addresses = [leaving.wsUrl, api.wsUrl];
    const closeCodes: number[] = [];
    const sockets = createClient({
      url: () => addresses[Math.min(closeCodes.length, 1)]!,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${learner.token}` },
      retryAttempts: 5,
      retryWait: () => Promise.resolve(),
      on: { closed: (event) => closeCodes.push((event as { code: number }).code) },
    });
    const seen: NonNullable<SubmissionStatusSubscription["submissionStatus"]>[] = [];
    const watching = (async () => {
      for await (const { data } of sockets.iterate<SubmissionStatusSubscription>({
        query: print(SubmissionStatusDocument),
        variables: { submissionId: id },
      }))
        seen.push(data!.submissionStatus!);
    })();
    await eventually("the snapshot", () => seen.length > 0);
    expect(await drained(leaving)).toBe(0);
    const worker = await installation.startWorker();
    await watching;
    expect(closeCodes[0]).toBe(1001);
    expect(seen.filter(({ status }) => status === "FINISHED").map(({ verdict }) => verdict)).toEqual(["ACCEPTED"]);
    await sockets.dispose();
    await worker.stop();
  });
});
