import { describe, expect, it } from "@jest/globals";
import { createInbox } from "./inbox.js";

const open = (capacity = 3) => {
  let closed = 0;
  const inbox = createInbox<number>({ capacity, keyOf: (item) => String(item % 1 === 0), onClose: () => closed++ });
  return { inbox, closes: () => closed };
};

describe("inbox", () => {
  it("gives what was pushed, in order, and then ends", async () => {
    const { inbox, closes } = open();
    inbox.push(1);
    inbox.push(2);
    inbox.end();
    const seen: number[] = [];
    for await (const item of inbox) seen.push(item);
    expect(seen).toEqual([1, 2]);
    expect(closes()).toBe(1);
  });

  it("offers an item to a reader that waits, and gives it what that does not take", async () => {
    const { inbox } = open();
    const taken: number[] = [];
    inbox.offer!((item) => item < 3 && taken.push(item) > 0);
    inbox.push(1);
    expect(await inbox.next()).toEqual({ value: 1, done: false });
    const waiting = inbox.next();
    for (const item of [2, 3, 2]) inbox.push(item);
    expect(await waiting).toEqual({ value: 3, done: false });
    expect(taken).toEqual([2]);
    expect(await inbox.next()).toEqual({ value: 2, done: false });
  });

  it("never drops the newest item of a key, however many keys there are", async () => {
    const inbox = createInbox<{ key: string; step: number }>({ capacity: 3, keyOf: ({ key }) => key, onClose: () => undefined });
    for (let step = 1; step <= 3; step++) for (const key of ["a", "b", "c", "d", "e", "f"]) inbox.push({ key, step });
    inbox.end();
    const seen: string[] = [];
    for await (const { key, step } of inbox) if (step === 3) seen.push(key);
    expect(seen).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  it("drops the oldest overtaken items beyond its capacity, never the newest", async () => {
    const { inbox } = open(3);
    for (let item = 1; item <= 10; item++) inbox.push(item);
    inbox.end();
    const seen: number[] = [];
    for await (const item of inbox) seen.push(item);
    expect(seen).toEqual([8, 9, 10]);
  });

  it("ends a reader that waits when that reader leaves, and cleans up once", async () => {
    const { inbox, closes } = open();
    const waiting = inbox.next();
    await inbox.return();
    expect(await waiting).toEqual({ value: undefined, done: true });
    await inbox.return();
    expect(closes()).toBe(1);
  });

  it("accepts nothing after its end", async () => {
    const { inbox } = open();
    inbox.end();
    inbox.push(1);
    expect(await inbox.next()).toEqual({ value: undefined, done: true });
  });
});
