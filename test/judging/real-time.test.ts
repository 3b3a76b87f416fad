import { SubmissionStatusDocument, type SubmissionStatusSubscription } from "../support/generated.js";
import type { Client } from "../support/client.js";
import { createInstallation, type Installation } from "../support/installation.js";
import { clientOn, createLearner, createProblem, SLOW_ACCEPTED, SUM_ACCEPTED, submit, type Problem } from "../support/scenario.js";

type Event = NonNullable<SubmissionStatusSubscription["submissionStatus"]>;

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

  it("tells no other learner anything", async () => {
    const id = await submit(submitter, problem, SUM_ACCEPTED);
    const stranger = await createLearner(watcher.api);
    await expect(watch(stranger, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(watch(clientOn(watcher.api, null), id)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(watch(stranger, "018f0000-0000-7000-8000-000000000000")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await stranger.close();
  });
});
