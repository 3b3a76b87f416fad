import { describe, expect, it } from "@jest/globals";
import { EventEmitter } from "node:events";
import type { Redis } from "ioredis";
import * as z from "zod";
import { contract } from "../../kernel/contract.js";
import type { Logger } from "../telemetry/logger.js";
import type { RedisConnection } from "./redis.js";
import { createPubSub } from "./pub-sub.js";

/** Only what a subscriber needs; the real Redis is met in test/e2e. */
function stage() {
  const subscriber = Object.assign(new EventEmitter(), {
    status: "ready",
    subscribe: (_channel: string, done: () => void) => done(),
  });
  const errors: { topic: string; err: Error }[] = [];
  const log = { error: (facts: { topic: string; err: Error }) => errors.push(facts) } as unknown as Logger;
  const pubSub = createPubSub({ prefix: "p", publisher: {} as RedisConnection, subscriber: subscriber as unknown as Redis, log });
  return { pubSub, errors, receive: (message: unknown) => subscriber.emit("message", "p:greeting:a", JSON.stringify(message)) };
}

describe("pubSub", () => {
  it("parse a message once for all its subscribers", async () => {
    const { pubSub, receive } = stage();
    let parses = 0;
    const greeting = contract("greeting", z.object({ text: z.string().transform((text) => (parses++, text)) }));
    const received: unknown[] = [];
    for (let i = 0; i < 3; i++) await pubSub.subscribe(greeting, "a", (payload) => received.push(payload));
    receive({ text: "hello", newer: 1 });
    receive({ text: "again" });
    expect(received).toEqual([...Array<object>(3).fill({ text: "hello" }), ...Array<object>(3).fill({ text: "again" })]);
    expect(received[0]).toBe(received[2]);
    expect(parses).toBe(2);
  });

  it("drop a message that does not match, and one whose subscriber fails", async () => {
    const { pubSub, receive, errors } = stage();
    const greeting = contract("greeting", z.object({ text: z.string() }));
    const received: string[] = [];
    await pubSub.subscribe(greeting, "a", () => {
      throw new Error("broken");
    });
    await pubSub.subscribe(greeting, "a", ({ text }) => received.push(text));
    receive({ text: 1 });
    receive({ text: "hello" });
    expect(received).toEqual(["hello"]);
    expect(errors.map(({ err }) => err.message)).toContain("greeting: text: Invalid input: expected string, received number");
    expect(errors.at(-1)?.err.message).toBe("broken");
  });
});
