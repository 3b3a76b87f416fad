import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { watchRow } from "./row-stream.js";
import { stubChannel } from "../../test/support/channel.js";

interface Row {
  id: string;
  isFinal: boolean;
}

interface Message {
  final: boolean;
}

beforeEach(() => void jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask"] }));
afterEach(() => void jest.useRealTimers());

describe("a watched row", () => {
  it("ends without a pause if the message of its end arrives during a read", async () => {
    const { pubSub, deliver } = stubChannel<Message>();
    const row = (isFinal: boolean): Row => ({ id: "row", isFinal });
    const reading = Promise.withResolvers<Row>();
    const reads = [Promise.resolve(row(false)), reading.promise, Promise.resolve(row(true))];
    const stream = await watchRow<Row, Message>("row", {
      ...{ pubSub, log: { warn: () => undefined } as never, topic: { name: "rows" } as never },
      read: () => reads.shift()!,
      urgent: ({ final }) => final,
      isFinal: ({ isFinal }) => isFinal,
    });
    expect(await stream.next()).toEqual({ value: row(false), done: false });
    deliver({ final: false });
    deliver({ final: true });
    reading.resolve(row(false));
    // No time passes: a pause would never end.
    expect(await stream.next()).toEqual({ value: row(true), done: false });
    expect(await stream.next()).toMatchObject({ done: true });
  });
});
