import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { createLending } from "./lending.js";
import type { LentLane } from "./test-runs.js";

let now = 0;
beforeEach(() => {
  now = 0;
  jest.spyOn(performance, "now").mockImplementation(() => now);
});
afterEach(() => void jest.restoreAllMocks());

function lending({ left = 10, lends = true, prepared = true }: { left?: number; lends?: boolean; prepared?: boolean } = {}) {
  const facts = { asked: 0, closed: 0 };
  const lanes: LentLane[] = [];
  const counted = createLending({
    runs: { left: () => left, add: (lane) => void lanes.push(lane) },
    lend: async () => {
      facts.asked++;
      await setImmediate();
      if (!prepared) throw new Error("broken");
      const runTest = () => Promise.reject(new Error("not run here"));
      return lends ? { runTest, recalled: new AbortController().signal, giveBack: () => void facts.closed++ } : null;
    },
  });
  /** A test has taken this long. */
  const after = async (ms: number) => {
    now += ms;
    counted();
    await setImmediate();
    await setImmediate();
  };
  return { facts, lanes, counted, after };
}

describe("lending", () => {
  it("is not asked for while the tests that are left take less than 300 ms at the pace so far", async () => {
    const { facts, after } = lending({ left: 10 });
    await after(5);
    await after(50);
    expect(facts.asked).toBe(0);
    await after(36);
    expect(facts.asked).toBe(1);
  });

  it("is not asked for without a test to begin", async () => {
    const { facts, after } = lending({ left: 0 });
    await after(10_000);
    expect(facts.asked).toBe(0);
  });

  it("asks for one lane at a time, and again after each test", async () => {
    const { facts, lanes, counted, after } = lending();
    now = 1000;
    counted();
    counted();
    expect(facts.asked).toBe(1);
    await setImmediate();
    await after(1000);
    expect(facts.asked).toBe(2);
    expect(lanes).toHaveLength(2);
  });

  it("goes on without a lane that could not be prepared", async () => {
    const { facts, lanes, after } = lending({ prepared: false });
    await after(1000);
    await after(1000);
    expect({ ...facts, lanes }).toEqual({ asked: 2, closed: 0, lanes: [] });
  });

  it("does without a lane if no slot is idle", async () => {
    const { facts, lanes, after } = lending({ lends: false });
    await after(1000);
    expect({ ...facts, lanes }).toEqual({ asked: 1, closed: 0, lanes: [] });
  });
});
