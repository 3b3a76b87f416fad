import { describe, expect, it } from "@jest/globals";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { JudgementProgress } from "./judgement-progress.js";
import { FINISHED_AT_ONCE, type FinishedPlace, type JudgementStates } from "../judgements/judgement-states.js";
import { scoreColumns } from "../judgements/score-columns.js";
import {
  compilingEvent,
  eventOfState,
  runningEvent,
  testEvent,
  type JudgedSubmission,
  type JudgementState,
  type JudgingProgress,
  type SubmissionStatusEvent,
} from "./submission-status.event.js";
import type { AccountUpdate } from "./account-updates.js";
import type { CompleteEvent } from "./present-state.js";
import { toUpdateCursor } from "./update-cursor.js";
import { createSubmissionStreams } from "./submission-status.stream.js";

const about: JudgedSubmission = {
  ...{ userId: "u", problemId: "p", problemAuthorId: "a", problemCoAuthorIds: [], language: "python", sourceBytes: 1 },
  ...{ createdAt: "2026-01-01T00:00:00Z", testSetVersion: 1, problemRevision: 1, queuedAt: "2026-01-01T00:00:00Z", startedAt: null },
};
const running = { submissionId: "s", judgementId: "j", attempt: 1, about };
const test = (index: number) => ({ index, verdict: "ACCEPTED" as const, detail: null, cpuMs: 1, wallMs: 1, peakMemoryKb: 1, sample: null });

const state = (change: Partial<JudgementState>): JudgementState => ({
  id: "j",
  submissionId: "s",
  about,
  attempt: 1,
  status: "COMPILING",
  verdict: null,
  detail: null,
  compilerOutput: null,
  testsTotal: 2,
  testsPassed: 0,
  tests: [],
  cpuMs: null,
  wallMs: null,
  peakMemoryKb: null,
  ...scoreColumns(null),
  finishedAt: null,
  finishNumber: null,
  ...change,
});
const finished = state({ status: "FINISHED", verdict: "ACCEPTED", testsPassed: 2, tests: [test(0), test(1)], finishNumber: 1 });

/** A stage whose row and channel the test controls; the real Redis and PostgreSQL are met in test/e2e. */
function stage(...initial: JudgementState[]) {
  let table = initial;
  let kept = new Map<string, JudgingProgress>();
  let deliver: (event: SubmissionStatusEvent) => void = () => undefined;
  let reconnected: () => void = () => undefined;
  let onSnapshot: () => void = () => undefined;
  let open = 0;
  const pubSub = {
    subscribe: async (_topic: unknown, _key: string, onMessage: (event: SubmissionStatusEvent) => void) => {
      open++;
      deliver = onMessage;
      return () => open--;
    },
    onReconnect: (callback: () => void) => {
      reconnected = callback;
      return () => undefined;
    },
  } as unknown as PubSub;
  const isFinished = ({ status }: JudgementState) => status === "FINISHED";
  const judgementStates = {
    watchedStates: async (ids: string[], [account]: FinishedPlace[]) => {
      onSnapshot();
      if (ids.length > 0) return table.slice(-1);
      const finishes = table.filter((row) => isFinished(row) && row.finishNumber! > account!.finishNumber);
      return [...finishes.slice(0, FINISHED_AT_ONCE), ...table.filter((row) => !isFinished(row))];
    },
    finishedUntil: async () => {
      const numbers = table.filter(isFinished).map(({ finishNumber }) => finishNumber!);
      return { last: numbers.at(-1) ?? 0, firstRecent: numbers.slice(-2)[0] ?? null };
    },
  } as unknown as JudgementStates;
  const progress = { of: async () => kept } as unknown as JudgementProgress;
  const log = { warn: () => undefined } as unknown as Logger;
  const streams = createSubmissionStreams({ pubSub, judgementStates, progress, log });
  return {
    watch: () => streams.watchSubmission("s", (event) => event),
    watchAll: (after: string | null = null) => streams.watchSubmissionsOf("u", after, (event) => event),
    publish: (event: SubmissionStatusEvent) => deliver(event),
    reconnect: () => reconnected(),
    setRow: (...next: JudgementState[]) => (table = next),
    setProgress: (progress: JudgingProgress) => (kept = new Map([["j", progress]])),
    whileSnapshotIsRead: (act: () => void) => (onSnapshot = act),
    open: () => open,
  };
}

async function collect(stream: AsyncIterable<SubmissionStatusEvent>): Promise<string[]> {
  const seen: string[] = [];
  for await (const event of stream) seen.push(event.test ? `test ${event.test.index}` : (event.verdict ?? event.status));
  return seen;
}

describe("submissionStatus stream", () => {
  it("delivers the verdict to a client that subscribes after judging, and completes", async () => {
    const { watch, open } = stage(finished);
    expect(await collect(await watch())).toEqual(["ACCEPTED"]);
    expect(open()).toBe(0);
  });

  it("passes each step once and in order, whatever is repeated or late", async () => {
    const { watch, publish } = stage(state({ status: "QUEUED", attempt: 0 }));
    const stream = await watch();
    publish(compilingEvent(running, 2));
    publish(runningEvent(running, 2));
    publish(testEvent(running, 2, 1, test(0)));
    publish(compilingEvent(running, 2));
    publish(testEvent(running, 2, 1, test(0)));
    publish(testEvent(running, 2, 2, test(1)));
    publish(eventOfState(finished));
    publish(eventOfState(finished));
    expect(await collect(stream)).toEqual(["QUEUED", "COMPILING", "RUNNING", "test 0", "test 1", "ACCEPTED"]);
  });

  it("loses nothing that happens between subscribing and the snapshot", async () => {
    const { watch, publish, whileSnapshotIsRead } = stage(state({ status: "COMPILING" }));
    whileSnapshotIsRead(() => publish(eventOfState(finished)));
    expect(await collect(await watch())).toEqual(["ACCEPTED"]);
  });

  it("shows a later attempt after an earlier one had got further", async () => {
    const { watch, publish } = stage(state({ status: "RUNNING" }));
    const stream = await watch();
    publish(testEvent(running, 2, 1, test(0)));
    publish(compilingEvent({ ...running, attempt: 2 }, 2));
    publish(testEvent(running, 2, 2, test(1)));
    publish(eventOfState({ ...finished, attempt: 2 }));
    expect(await collect(stream)).toEqual(["RUNNING", "test 0", "COMPILING", "ACCEPTED"]);
  });

  it("re-reads the row when Redis is back, so a terminal event lost meanwhile still arrives", async () => {
    const { watch, reconnect, setRow } = stage(state({ status: "RUNNING" }));
    const stream = await watch();
    setRow(finished);
    reconnect();
    expect(await collect(stream)).toEqual(["RUNNING", "ACCEPTED"]);
  });

  it("frees the channel at once when the client leaves while nothing happens", async () => {
    const { watch, open } = stage(state({ status: "RUNNING" }));
    const stream = await watch();
    await stream.next();
    const waiting = stream.next();
    await stream.return!();
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(open()).toBe(0);
  });

  it("begins where the judging is, with the tests that have ended, and never goes back", async () => {
    const { watch, publish, setProgress } = stage(state({ status: "COMPILING" }));
    setProgress({ testsPassed: 2, testsFinished: 2, tests: [test(0), test(1)], ...scoreColumns(null) });
    const stream = await watch();
    publish(runningEvent(running, 4));
    publish(testEvent(running, 4, 2, test(1)));
    publish(testEvent(running, 4, 3, test(2)));
    const first = (await stream.next()).value as CompleteEvent;
    expect(first).toMatchObject({ status: "RUNNING", testsFinished: 2, testsPassed: 2, test: { index: 1 } });
    expect(first.submission.judgement).toMatchObject({ status: "RUNNING", testsFinished: 2, testsPassed: 2, tests: [test(0), test(1)] });
    const second = (await stream.next()).value as CompleteEvent;
    expect(second.submission.judgement).toMatchObject({ testsFinished: 3, tests: [test(0), test(1), test(2)] });
    await stream.return!();
  });

  it("starts over with a later attempt, without the tests of the one before", async () => {
    const { watch, publish } = stage(state({ status: "RUNNING" }));
    const stream = await watch();
    publish(testEvent(running, 2, 1, test(0)));
    publish(compilingEvent({ ...running, attempt: 2 }, 2));
    publish(eventOfState({ ...finished, attempt: 2 }));
    const tests: number[] = [];
    for await (const event of stream) tests.push(event.submission.judgement.tests.length);
    expect(tests).toEqual([0, 1, 0, 2]);
  });
});

describe("mySubmissionUpdates stream", () => {
  const done = (finishNumber: number) => ({ ...finished, id: `j${finishNumber}`, submissionId: `s${finishNumber}`, finishNumber });
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const take = async (stream: AsyncIterator<AccountUpdate>, count: number) => {
    const seen: AccountUpdate[] = [];
    while (seen.length < count) seen.push((await stream.next()).value as AccountUpdate);
    return seen;
  };
  const numbers = (updates: readonly AccountUpdate[]) => updates.map(({ finishNumber }) => finishNumber);

  it("replays what finished after the cursor, in order, and goes on with what comes", async () => {
    const { watchAll, publish, setRow } = stage(...range(1, 5).map(done));
    const first = await watchAll();
    const [fourth, fifth] = await take(first, 2);
    expect(numbers([fourth!, fifth!])).toEqual([4, 5]);
    await first.return!();
    setRow(...range(1, 7).map(done));
    const again = await watchAll(fourth!.cursor);
    publish(eventOfState(done(5)));
    publish(eventOfState(done(8)));
    expect(numbers(await take(again, 4))).toEqual([5, 6, 7, 8]);
    await again.return!();
  });

  it("passes verdicts that overtook each other in order and once, and those that Redis lost", async () => {
    const { watchAll, publish, setRow, reconnect } = stage(state({ submissionId: "s9", status: "RUNNING" }));
    const stream = await watchAll();
    expect((await take(stream, 1))[0]).toMatchObject({ status: "RUNNING", skipped: null });
    setRow(...range(1, 3).map(done));
    publish(eventOfState(done(3)));
    publish(eventOfState(done(1)));
    publish(eventOfState(done(2)));
    expect(numbers(await take(stream, 3))).toEqual([1, 2, 3]);
    setRow(...range(1, 5).map(done));
    reconnect();
    expect(numbers(await take(stream, 2))).toEqual([4, 5]);
    await stream.return!();
  });

  it("says how many it leaves out when too many finished, and after them all comes what it has", async () => {
    const { watchAll } = stage(...range(1, 150).map(done));
    const stream = await watchAll(toUpdateCursor(20));
    const updates = await take(stream, 100);
    expect(numbers(updates)).toEqual(range(51, 150));
    expect(updates.map(({ skipped }) => skipped)).toEqual([30, ...Array<null>(99).fill(null)]);
    await stream.return!();
  });

  it("takes a cursor that is ahead of the rows, as after a restored backup, for none", async () => {
    const { watchAll } = stage(...range(1, 3).map(done));
    const stream = await watchAll(toUpdateCursor(900));
    expect(numbers(await take(stream, 2))).toEqual([2, 3]);
    await stream.return!();
  });

  it.each(["", "x", "Zm9v", toUpdateCursor(-1), toUpdateCursor(0.5), "🦔"])("refuses the cursor %p", async (after) => {
    await expect(stage().watchAll(after)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });
});
