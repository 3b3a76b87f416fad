import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { PubSub } from "../platform/redis/pub-sub.js";
import { watchRow } from "./row-stream.js";

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
    let deliver: (message: Message) => void = () => undefined;
    const pubSub = {
      subscribe: async (_topic: unknown, _key: string, onMessage: typeof deliver) => {
        deliver = onMessage;
        return () => undefined;
      },
      onReconnect: () => () => undefined,
    } as unknown as PubSub;
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
