import { TookTooLong } from "../../kernel/within.js";
import { isOutage, outlast, Outage } from "./outage.js";

const withCode = (code: string, message = "it failed") => Object.assign(new Error(message), { code });

describe("an outage", () => {
  it.each([
    ["a refused connection", withCode("ECONNREFUSED")],
    ["a full disk", withCode("ENOSPC")],
    ["a launcher whose disk is full", Object.assign(new Error("No space left on device"), { name: "RequestRefused" })],
    ["a server that is shutting down", withCode("57P01")],
    ["a database without room", withCode("53100")],
    ["a statement that took too long", withCode("57014")],
    ["a connection that broke, of which the driver gives no code", new Error("Connection terminated unexpectedly")],
    ["an answer that did not come", new Error("select 1 - Query read timeout")],
    ["what took longer than we wait", new TookTooLong("no answer within 5 ms")],
    ["a storage that answers 503", Object.assign(new Error("SlowDown"), { name: "SlowDown", $fault: "server" })],
    ["what an outage caused", new Error("Test set could not be opened", { cause: withCode("ECONNRESET") })],
    ["what is known to be away", new Outage("Redis is unreachable")],
  ])("is %s", (_, error) => expect(isOutage(error)).toBe(true));

  it.each([
    ["a violated constraint", withCode("23505")],
    ["a violated constraint whose value speaks of one", withCode("23514", "Connection terminated")],
    ["an object that is missing", Object.assign(new Error("NoSuchKey"), { name: "NoSuchKey", $fault: "client" })],
    ["a fault of ours", new TypeError("x is not a function")],
    [
      "a sandbox that fails, as the program in it may be the reason",
      Object.assign(new Error("gone", { cause: withCode("ECONNRESET") }), { name: "SandboxError" }),
    ],
    ["no error at all", undefined],
  ])("is not %s", (_, error) => expect(isOutage(error)).toBe(false));

  it("is outlasted; any other error is not, and nothing is after the end", async () => {
    const failing = (...errors: Error[]) => {
      let tries = 0;
      return () => (errors[tries++] ? Promise.reject(errors[tries - 1]!) : Promise.resolve(tries));
    };
    const end = new AbortController();
    expect(await outlast(end.signal, failing(withCode("ECONNREFUSED")))).toBe(2);
    await expect(outlast(end.signal, failing(withCode("ECONNREFUSED"), new Error("no")))).rejects.toThrow("no");
    setTimeout(() => end.abort(), 20);
    const endless = Array.from({ length: 50 }, () => withCode("ECONNREFUSED", "away"));
    await expect(outlast(end.signal, failing(...endless))).rejects.toThrow("away");
  });
});
