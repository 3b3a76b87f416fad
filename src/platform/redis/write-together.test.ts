import { describe, expect, it } from "@jest/globals";
import type { Redis } from "ioredis";
import { EventEmitter } from "node:events";
import { Writable } from "node:stream";
import { writeTogether } from "./write-together.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a connection to Redis", () => {
  it("sends the commands of one turn in one write, in their order", async () => {
    const writes: string[] = [];
    const stream = new Writable({
      decodeStrings: false,
      write: (chunk: string, _encoding, done) => (writes.push(chunk), done()),
      writev: (chunks, done) => (writes.push(chunks.map(({ chunk }) => chunk as string).join("")), done()),
    });
    const redis = Object.assign(new EventEmitter(), { stream });
    writeTogether(redis as unknown as Redis);
    redis.emit("connect");
    stream.write("a");
    await Promise.resolve();
    stream.write("b");
    expect(writes).toEqual([]);
    await turn();
    expect(writes).toEqual(["ab"]);
    stream.write("c");
    await turn();
    expect(writes).toEqual(["ab", "c"]);
  });
});
