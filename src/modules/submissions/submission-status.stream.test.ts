import { describe, expect, it } from "@jest/globals";
import type { Logger } from "../../platform/logger.js";
import type { Topics } from "../../platform/topics.js";
import type { JudgementRepository } from "./judgement.repository.js";
import {
  compilingEvent,
  eventOfState,
  runningEvent,
  testEvent,
  type JudgementState,
  type SubmissionStatusEvent,
} from "./submission-status.event.js";
import { createSubmissionStreams } from "./submission-status.stream.js";

const running = { submissionId: "s", judgementId: "j", attempt: 1 };
const test = (index: number) => ({ index, verdict: "ACCEPTED" as const, detail: null, cpuMs: 1, wallMs: 1, peakMemoryKb: 1, sample: null });

const state = (change: Partial<JudgementState>): JudgementState => ({
  id: "j",
  submissionId: "s",
  userId: "u",
  attempt: 1,
  status: "COMPILING",
  verdict: null,
  detail: null,
  compilerOutput: null,
  testsTotal: 2,
  testsPassed: 0,
  testsFinished: 0,
  cpuMs: null,
  wallMs: null,
  peakMemoryKb: null,
  ...change,
});
const finished = state({ status: "FINISHED", verdict: "ACCEPTED", testsPassed: 2, testsFinished: 2 });

/** A stage whose row and channel the test controls; the real Redis and PostgreSQL are met in test/e2e. */
function stage(initial: JudgementState) {
  let row = initial;
  let deliver: (event: SubmissionStatusEvent) => void = () => undefined;
  let reconnected: () => void = () => undefined;
  let onSnapshot: () => void = () => undefined;
  let open = 0;
  const topics = {
    subscribe: async (_topic: unknown, _key: string, onMessage: (event: SubmissionStatusEvent) => void) => {
      open++;
      deliver = onMessage;
      return () => open--;
    },
    onReconnect: (callback: () => void) => {
      reconnected = callback;
      return () => undefined;
    },
  } as unknown as Topics;
  const judgements = {
    watchedStates: async () => {
      onSnapshot();
      return [row];
    },
  } as unknown as JudgementRepository;
  const log = { warn: () => undefined } as unknown as Logger;
  const streams = createSubmissionStreams({ topics, judgements, log });
  return {
    watch: () => streams.watchSubmission("s"),
    publish: (event: SubmissionStatusEvent) => deliver(event),
    reconnect: () => reconnected(),
    setRow: (next: JudgementState) => (row = next),
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
});
