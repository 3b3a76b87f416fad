import type { Server } from "node:http";
import type { Socket } from "node:net";
import { networkOf } from "../../kernel/network.js";
import { createSocketCounts } from "../websocket/socket-counts.js";

interface Options {
  most: number;
  /** Proxies carry the connections of many clients. */
  isTrusted(address: string): boolean;
}

const REFUSAL = [
  "HTTP/1.1 429 Too Many Requests",
  "content-type: application/json",
  "connection: close",
  "retry-after: 5",
  "",
  '{"errors":[{"message":"Too many connections from this address. Close some.","extensions":{"code":"RATE_LIMITED","retryAfterMs":5000}}]}',
];

/** Limits connections per network in this process. A WebSocket counts here until its upgrade. */
export function limitConnections(server: Server, { most, isTrusted }: Options): void {
  const counts = createSocketCounts(most);
  const leaves = new WeakMap<Socket, () => void>();
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    if (isTrusted(address)) return;
    const leave = counts.take(networkOf(address));
    if (!leave) {
      // Sent at once, without reading the request or waiting for the client.
      socket.end(REFUSAL.join("\r\n"));
      socket.destroySoon();
      return;
    }
    leaves.set(socket, leave);
    socket.once("close", leave);
  });
  server.on("upgrade", (_request, upgraded) => {
    const socket = upgraded as Socket;
    const leave = leaves.get(socket);
    if (!leave) return;
    leave();
    // A WebSocket lives long: it does not keep what counted its request.
    leaves.delete(socket);
    socket.off("close", leave);
  });
}
