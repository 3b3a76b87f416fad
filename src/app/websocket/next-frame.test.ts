import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { nextFrame } from "./next-frame.js";

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
