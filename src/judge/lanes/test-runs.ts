/**
 * Runs the tests of one submission in lanes: its own container, and containers in idle slots that are lent to it for a while. Tests begin
 * in their order, end in any order, and are taken in their order. So who takes them judges exactly as with one lane; a test that ran ahead
 * and turns out to be needless is never taken.
 */
import type { Ended, RunTest } from "../run-test.js";
import { SandboxError } from "../sandbox/sandbox.js";
import type { TestCase, TestSource } from "../test-set.js";
import { Verdict } from "../verdict.js";

/** Tests that have ended and are not counted yet. Bounds the outputs in memory, and what may have run for nothing. */
const HELD_PER_LANE = 2;

export interface TestRun {
  test: TestCase;
  ended: Ended;
}

export interface LentLane {
  runTest: RunTest;
  /** Aborts when the lane is to be given back, after the test that runs in it. */
  recalled: AbortSignal;
  /** Called once. */
  giveBack(): void;
}

export interface TestRuns {
  /**
   * Call with rising indexes, none of them skipped: this says that all tests before are counted or needless. Resolves when the test has
   * ended and idle lanes have sent their next one to the sandbox, as the caller may now keep the thread busy. Rejects if the test can't be
   * read, or with the SandboxError of the own lane.
   */
  take(index: number): Promise<TestRun>;
  /** Number of tests to be begun. */
  left(): number;
  add(lane: LentLane): void;
  /** Begins no further test. */
  stop(): void;
}

interface Options {
  tests: TestSource;
  /** The test is needless. Once true for a test, it stays true. */
  skips(index: number): boolean;
  /** The own lane. */
  runTest: RunTest;
}

interface Lane {
  runTest: RunTest;
  isBusy: boolean;
  /** Null: the own one. */
  lent: LentLane | null;
}

interface Run {
  readonly index: number;
  /** FAILED: it has ended, and is not accepted, whatever the checker would say. */
  state: "RUNNING" | "ENDED" | "FAILED";
  result: PromiseWithResolvers<TestRun>;
}

export function createTestRuns({ tests, skips, runTest }: Options): TestRuns {
  const own: Lane = { runTest, isBusy: false, lent: null };
  const lanes = [own];
  /** From the test that was taken last, by index. */
  const runs = new Map<number, Run>();
  /** Their lane failed. */
  const interrupted: Run[] = [];
  let lastBegun = -1;
  let stopped = false;
  let ahead: { index: number; test: Promise<TestCase> } | undefined;

  const following = (index: number): number | undefined => {
    for (let next = index + 1; next < tests.count; next++) if (!skips(next)) return next;
    return undefined;
  };

  const runOf = (index: number): Run => {
    const known = runs.get(index);
    if (known) return known;
    const run: Run = { index, state: "RUNNING", result: Promise.withResolvers() };
    // It may never be taken.
    void handled(run.result.promise);
    runs.set(index, run);
    return run;
  };

  const mayRunAhead = (): boolean => {
    const held = [...runs.values()].filter(({ state }) => state !== "RUNNING");
    // What follows a failed test is often needless.
    return held.length < HELD_PER_LANE * lanes.length && held.every(({ state }) => state === "ENDED");
  };

  const next = (lane: Lane): Run | undefined => {
    while (lane === own && interrupted.length > 0) {
      const run = interrupted.shift()!;
      if (runs.has(run.index)) return run;
    }
    const index = following(lastBegun);
    if (index === undefined || !mayRunAhead()) return undefined;
    lastBegun = index;
    return runOf(index);
  };

  const remove = (lane: Lane): void => {
    lanes.splice(lanes.indexOf(lane), 1);
    lane.lent!.giveBack();
  };

  /** Lets idle lanes begin a test each, or gives them back. Resolves when the tests have been sent to the sandbox. */
  const proceed = async (): Promise<void> => {
    const sending: Promise<void>[] = [];
    for (const lane of stopped ? [] : [...lanes]) {
      if (lane.isBusy) continue;
      if (lane.lent && (lane.lent.recalled.aborted || following(lastBegun) === undefined)) remove(lane);
      else {
        const run = next(lane);
        if (run) sending.push(send(lane, run));
      }
    }
    await Promise.all(sending);
  };

  const send = async (lane: Lane, run: Run): Promise<void> => {
    lane.isBusy = true;
    try {
      const test = await (ahead?.index === run.index ? ahead.test : tests.read(run.index));
      const index = following(lastBegun);
      if (index !== undefined && index !== ahead?.index) ahead = { index, test: handled(tests.read(index)) };
      lane.runTest(test).then(
        (ended) => onEnded(lane, run, { test, ended }),
        (error: unknown) => onFailed(lane, run, error),
      );
    } catch (error) {
      lane.isBusy = false;
      reject(run, error);
    }
  };

  const onEnded = (lane: Lane, run: Run, result: TestRun): void => {
    const { ruling } = result.ended;
    if (ruling?.verdict === Verdict.SYSTEM_ERROR) return onFailed(lane, run, new SandboxError(ruling.detail ?? "system error"));
    lane.isBusy = false;
    run.state = ruling === null ? "ENDED" : "FAILED";
    void proceed().then(() => run.result.resolve(result));
  };

  /** A lent lane is no reason for a judging to fail: the test is run again in the own one. */
  const onFailed = (lane: Lane, run: Run, error: unknown): void => {
    if (lane === own) reject(run, error);
    else {
      remove(lane);
      interrupted.push(run);
    }
    lane.isBusy = false;
    void proceed();
  };

  const reject = (run: Run, error: unknown): void => {
    run.state = "FAILED";
    run.result.reject(error);
  };

  return {
    async take(index) {
      for (const earlier of runs.keys()) if (earlier < index) runs.delete(earlier);
      const { result } = runOf(index);
      await proceed();
      return result.promise;
    },

    left() {
      let count = 0;
      for (let index = following(lastBegun); index !== undefined; index = following(index)) count++;
      return count;
    },

    add(lent) {
      lanes.push({ runTest: lent.runTest, isBusy: false, lent });
      lent.recalled.addEventListener("abort", () => void proceed());
      void proceed();
    },

    stop() {
      stopped = true;
    },
  };
}

/** What has begun early may never be asked for; its rejection must then not count as unhandled. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
