import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { createSlots } from "./slots.js";

describe("slots", () => {
  it("are handed out in the order of asking", async () => {
    const slots = createSlots(1);
    await slots.take();
    const order: number[] = [];
    const waits = [1, 2].map((number) => slots.take().then(() => void order.push(number)));
    slots.free();
    await waits[0];
    expect(order).toEqual([1]);
    slots.free();
    await waits[1];
    expect(order).toEqual([1, 2]);
  });

  it("are lent while nobody asks, and recalled then", async () => {
    const slots = createSlots(2);
    await slots.take();
    const loan = slots.lend()!;
    expect(slots.lend()).toBeNull();
    const taken = slots.take();
    expect(loan.recalled.aborted).toBe(true);
    loan.giveBack();
    loan.giveBack();
    await taken;
    expect(slots.lend()).toBeNull();
  });

  it("forget who no longer waits", async () => {
    const slots = createSlots(1);
    await slots.take();
    const stop = new AbortController();
    const waits = slots.take(stop.signal);
    stop.abort(new Error("gone"));
    await expect(waits).rejects.toThrow("gone");
    await expect(slots.take(stop.signal)).rejects.toThrow("gone");
    slots.free();
    await setImmediate();
    expect(slots.lend()).not.toBeNull();
  });
});
