/** How long a worker believes in its launcher: against one that this test plays, with hours that pass in a moment. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Answer, type Frame, FrameReader, Request } from "../../src/judge/sandbox/frames.js";
import { LauncherConnection } from "../../src/judge/sandbox/launcher-connection.js";
import { LocalContainer } from "../../src/judge/sandbox/local-container.js";
import { type ExecLimits, type ExecOutcome, SandboxError } from "../../src/judge/sandbox/sandbox.js";

const SECOND = 1000;
const realTimeout = setTimeout;
const LIMITS: ExecLimits = {
  cpuMs: 5000,
  wallMs: 16_000,
  memoryBytes: 1 << 26,
  processes: 16,
  stdoutBytes: 1000,
  stderrBytes: 1000,
  fileBytes: 1000,
};

let folder: string;
let server: Server;
let launcher: Socket;
let requests: number[];
let onRequest: () => void = () => undefined;
let container: LocalContainer;

/** Of a machine that is as fast as it says: `slowness` is 1. */
const WELCOME = Buffer.alloc(18);
WELCOME.writeUInt32LE(1, 14);

const send = (type: number, body = Buffer.alloc(0)): void => {
  const head = Buffer.alloc(5);
  head.writeUInt32LE(body.length, 0);
  head.writeUInt8(type, 4);
  launcher.write(Buffer.concat([head, body]));
};
/** A program that ended well. */
const result = (): void => send(Answer.result, Buffer.alloc(43));
/** Lets what was written arrive; the clock stands still. */
const delivered = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
};
const exec = (): Promise<ExecOutcome> => container.exec({ argv: ["/bin/true"], env: {}, stdin: Buffer.alloc(0), limits: LIMITS });
const asked = async (count: number): Promise<void> => {
  while (requests.length < count) await new Promise<void>((done) => (onRequest = done));
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "fake-launcher-"));
  requests = [];
  server = createServer((socket) => {
    launcher = socket;
    const reader = new FrameReader(({ type }: Frame) => {
      if (type === Request.hello) return send(Answer.welcome, WELCOME);
      requests.push(type);
      onRequest();
    });
    socket.on("data", (chunk: Buffer) => reader.push(chunk)).on("error", () => undefined);
  });
  const path = join(folder, "socket");
  await new Promise<void>((done) => server.listen(path, done));
  const connection = await LauncherConnection.open(path);
  container = new LocalContainer(connection, () => undefined);
  jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask", "performance"] });
});

afterEach(async () => {
  jest.useRealTimers();
  launcher.destroy();
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

describe("a worker waits for a launcher", () => {
  it("that answers just before the program's deadline, without a word before", async () => {
    const outcome = exec();
    await asked(1);
    jest.advanceTimersByTime(3 * LIMITS.wallMs - SECOND);
    result();
    expect(await outcome).toMatchObject({ exitCode: 0 });
  });

  it("that is late and shows life", async () => {
    const outcome = exec();
    await asked(1);
    for (let second = 0; second < 600; second += 20) {
      send(Answer.alive);
      await delivered();
      jest.advanceTimersByTime(20 * SECOND);
    }
    result();
    expect(await outcome).toMatchObject({ exitCode: 0 });
  });

  it("that answered while this process stood still", async () => {
    const outcome = exec();
    await asked(1);
    // In the timers' turn, as the real ones would be: the event loop reads sockets after it.
    await new Promise<void>((done) => realTimeout(done, 0));
    result();
    jest.advanceTimersByTime(3600 * SECOND);
    expect(await outcome).toMatchObject({ exitCode: 0 });
  });

  it("for each request from when it is its turn", async () => {
    const outcomes = [exec(), exec(), exec()];
    await asked(3);
    for (const outcome of outcomes) {
      jest.advanceTimersByTime(3 * LIMITS.wallMs - SECOND);
      result();
      expect(await outcome).toMatchObject({ exitCode: 0 });
    }
  });

  it("and no longer once it has fallen silent", async () => {
    const failed = expect(exec()).rejects.toThrow(new SandboxError("The sandbox launcher does not respond."));
    await asked(1);
    send(Answer.alive);
    await delivered();
    jest.advanceTimersByTime(60 * SECOND);
    await failed;
  });

  it("and no longer than the deadline when it never shows life", async () => {
    const failed = expect(exec()).rejects.toThrow(SandboxError);
    await asked(1);
    jest.advanceTimersByTime(3600 * SECOND);
    await failed;
  });
});
