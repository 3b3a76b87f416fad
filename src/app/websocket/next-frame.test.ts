import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { Writable } from "node:stream";
import { createNextFrames, nextFrame } from "./next-frame.js";

describe("a next message", () => {
  it.each([0, 100, 125, 126, 60_000, 70_000])("arrives as graphql-ws would send it, with %i letters", async (letters) => {
    const id = 'the "ä" one';
    const payload = { data: { text: "ü".repeat(letters) } };
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    server.on("connection", (_socket, request) => request.socket.write(nextFrame(id, Buffer.from(JSON.stringify(payload)))));
    await once(server, "listening");
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    try {
      const [data] = (await once(client, "message")) as [Buffer];
      expect(data.toString()).toBe(JSON.stringify({ id, type: "next", payload }));
    } finally {
      client.terminate();
      server.close();
    }
  });
});

describe("next messages of one result", () => {
  const ids = [
    "11111111-1111-4111-8111-111111111111",
    "22222222-2222-4222-8222-222222222222",
    "3",
    'a "quoted" one',
    "33333333-3333-4333-8333-333333333333",
  ];

  it.each([
    ["at once", 1, 20],
    ["at once, with a long result", 1, 70_000],
    ["late", 0, 300],
  ])("keep their ids when the network takes them %s", async (_when, isFast, bytes) => {
    const taken: Buffer[] = [];
    const finish: (() => void)[] = [];
    const wire = () =>
      new Writable({
        write(frame: Buffer, _encoding, done) {
          // As the kernel does: it copies what it takes at once.
          taken.push(isFast ? Buffer.from(frame) : frame);
          if (isFast) done();
          else finish.push(done);
        },
      });
    const write = createNextFrames();
    const results = ["x", "ü"].map((letter) => Buffer.from(JSON.stringify(letter.repeat(bytes))));
    for (const result of results) for (const id of ids) write(wire(), id, result);
    expect(taken).toEqual(results.flatMap((result) => ids.map((id) => nextFrame(id, result))));
    finish.forEach((done) => done());
  });
});
