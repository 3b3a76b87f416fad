import { jest } from "@jest/globals";
import {
  SubmissionEntitiesDocument,
  SubmissionProgressDocument,
  SubmissionStatusDocument,
  UpdatesAfterDocument,
  type SubmissionStatusSubscription,
} from "../support/generated.js";
import type { Client } from "../support/client.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import {
  clientOn,
  createLearner,
  createProblem,
  eventually,
  SLOW_ACCEPTED,
  SUM_ACCEPTED,
  submit,
  type Problem,
} from "../support/scenario.js";

type Event = NonNullable<SubmissionStatusSubscription["submissionStatus"]>;

const accepted = (count: number) => Array.from({ length: count }, (_, index) => ({ index, verdict: "ACCEPTED" }));

async function watch(client: Client, submissionId: string, until: (event: Event) => boolean = () => false): Promise<Event[]> {
  const events: Event[] = [];
  for await (const { submissionStatus } of client.subscribe(SubmissionStatusDocument, { submissionId })) {
    events.push(submissionStatus);
    if (until(submissionStatus)) break;
  }
  return events;
}

function expectOrdered(events: readonly Event[]): void {
  const order = events.map(({ attempt, sequence }) => attempt * 2 ** 31 + sequence);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(new Set(order).size).toBe(order.length);
}

function expectFinal(events: readonly Event[], verdict = "ACCEPTED"): void {
  expectOrdered(events);
  expect(events.filter(({ status }) => status === "FINISHED")).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ status: "FINISHED", verdict });
}

jest.setTimeout(120_000);

describe("submissionStatus, with two APIs and two workers", () => {
  let installation: Installation;
  let submitter: Client;
  let watcher: Client;
  let problem: Problem;

  beforeAll(async () => {
    installation = await createInstallation();
    const [here, there] = await Promise.all([
      installation.startApi(),
      installation.startApi(),
      installation.startWorker(),
      installation.startWorker(),
    ]);
    submitter = await createLearner(here);
    watcher = clientOn(there, submitter);
    problem = await createProblem(installation, here);
  });

  afterAll(async () => {
    await Promise.all([submitter?.close(), watcher?.close()]);
    await installation?.stop();
  });

  it("shows each step down to single tests to a client on another API, and completes itself", async () => {
    const id = await submit(submitter, problem, SUM_ACCEPTED);
    const events = await watch(watcher, id);
    expectFinal(events);
    const last = events.at(-1)!;
    expect(last).toMatchObject({ testsTotal: problem.testCount, testsPassed: problem.testCount, testsFinished: problem.testCount });
    expect(last.cpuMs).toBeGreaterThanOrEqual(0);
    const tests = events.flatMap(({ test }) => (test ? [test] : []));
    expect(tests.map(({ verdict }) => verdict)).toEqual(tests.map(() => "ACCEPTED"));
    expect(tests.filter(({ index }) => index > 0).every(({ sample }) => sample === null)).toBe(true);
  });

  it("delivers the verdict to a client that subscribes after judging", async () => {
    const id = await submit(submitter, problem, SUM_ACCEPTED);
    await watch(submitter, id);
    const events = await watch(watcher, id);
    expect(events).toHaveLength(1);
    expectFinal(events);
  });

  it("ends every one of many watchers at the same final state", async () => {
    const id = await submit(submitter, problem, SLOW_ACCEPTED);
    const all = await Promise.all([submitter, watcher, submitter, watcher, watcher].map((client) => watch(client, id)));
    for (const events of all) {
      expectFinal(events);
      expect(events.at(-1)).toEqual(all[0]!.at(-1));
    }
  });

  it("gives a client that lost its connection the present state and the rest", async () => {
    const id = await submit(submitter, problem, SLOW_ACCEPTED);
    const first = clientOn(watcher.api, submitter);
    const before = await watch(first, id, (event) => event.testsFinished >= 1 || event.status === "FINISHED");
    await first.close();
    expectOrdered(before);
    const after = await watch(watcher, id);
    expectFinal(after);
  });

  it("shows a client that returns mid-run, and a plain query, the tests that have ended", async () => {
    const id = await submit(submitter, problem, SLOW_ACCEPTED);
    const first = clientOn(watcher.api, submitter);
    const before = (await watch(first, id, ({ testsFinished }) => testsFinished >= 2)).at(-1)!;
    await first.close();

    const { submission: read } = await watcher.request(SubmissionProgressDocument, { id });
    const { judgement: queried } = read!;
    expect(queried.testsFinished).toBeGreaterThanOrEqual(before.testsFinished);
    expect(queried.testsPassed).toBe(queried.testsFinished);
    expect(queried.tests.map(({ index, verdict }) => ({ index, verdict }))).toEqual(accepted(queried.testsFinished));
    expect(queried.tests.map(({ sample }) => sample !== null)).toEqual(queried.tests.map(({ index }) => index === 0));

    let last = { attempt: before.attempt, sequence: before.sequence - 1 };
    let count = 0;
    for await (const { submissionStatus: event } of watcher.subscribe(SubmissionEntitiesDocument, { submissionId: id })) {
      const { judgement } = event.submission;
      expect(event.attempt > last.attempt || event.sequence > last.sequence).toBe(true);
      expect(event.testsFinished).toBeGreaterThanOrEqual(before.testsFinished);
      expect(judgement).toMatchObject({ status: event.status, testsFinished: event.testsFinished, testsPassed: event.testsPassed });
      expect(judgement.tests.map(({ index, verdict }) => ({ index, verdict }))).toEqual(accepted(event.testsFinished));
      last = event;
      count++;
    }
    expect(count).toBeGreaterThan(1);
    const ended = await watcher.request(SubmissionProgressDocument, { id });
    expect(ended.submission!.judgement).toMatchObject({
      status: "FINISHED",
      testsFinished: problem.testCount,
      testsPassed: problem.testCount,
    });
  });

  it("replays what finished while a client was away, in order and once, also when its API was killed", async () => {
    const many = 50;
    const killed = await installation.startApi({}, { own: true });
    const learner = await createLearner(submitter.api);
    const ids = new Set(await Promise.all(Array.from({ length: many }, () => submit(learner, problem, SUM_ACCEPTED))));
    const seen: string[] = [];
    let after: string | null = null;
    const follow = async (api: Api, until: () => boolean) => {
      const client = clientOn(api, learner);
      try {
        for await (const { mySubmissionUpdates: update } of client.subscribe(UpdatesAfterDocument, { after })) {
          after = update.cursor ?? null;
          if (update.status === "FINISHED") seen.push(update.submission.id);
          expect(update.skipped ?? null).toBeNull();
          if (until()) break;
        }
      } finally {
        await client.close();
      }
    };
    const cut = follow(killed, () => {
      if (seen.length === 5) killed.kill("SIGKILL");
      return false;
    });
    await expect(cut).rejects.toBeDefined();
    expect(seen.length).toBeLessThan(many);
    // Some of it finishes while nobody watches.
    const finished = async () =>
      Number((await installation.sql<{ count: string }>("select count(*) from judgements where user_id = $1", [learner.userId]))[0]!.count);
    await eventually("the rest is judged", async () => (await finished()) === many, 240_000);
    await follow(watcher.api, () => seen.length === many);
    expect(seen).toHaveLength(many);
    expect(new Set(seen)).toEqual(ids);

    const repeated: string[] = [];
    const client = clientOn(watcher.api, learner);
    for await (const { mySubmissionUpdates: update } of client.subscribe(UpdatesAfterDocument, {})) {
      repeated.push(update.submission.id);
      if (repeated.length === many) break;
    }
    await client.close();
    expect(repeated).toEqual(seen);
    await learner.close();
  });

  it("tells no other learner anything", async () => {
    const id = await submit(submitter, problem, SUM_ACCEPTED);
    const stranger = await createLearner(watcher.api);
    await expect(watch(stranger, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(watch(clientOn(watcher.api, null), id)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(watch(stranger, "018f0000-0000-7000-8000-000000000000")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await stranger.close();
  });
});
