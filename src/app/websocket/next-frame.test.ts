import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { nextFrame } from "./next-frame.js";

describe("a next message", () => {
  it.each([0, 100, 125, 126, 60_000, 70_000])("arrives as graphql-ws would send it, with %i letters", async (letters) => {
    const id = 'the "ä" one';
    const payload = { data: { text: "ü".repeat(letters) } };
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    server.on("connection", (_socket, request) => {
      const json = Buffer.from(JSON.stringify(payload));
      for (const each of [id, id, "2"]) request.socket.write(nextFrame(each, json));
    });
    await once(server, "listening");
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    try {
      const seen: string[] = [];
      client.on("message", (data: Buffer) => seen.push(data.toString()));
      while (seen.length < 3) await once(client, "message");
      expect(seen).toEqual([id, id, "2"].map((each) => JSON.stringify({ id: each, type: "next", payload })));
    } finally {
      client.terminate();
      server.close();
    }
  });
});
