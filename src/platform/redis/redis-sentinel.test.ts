import { expect, it } from "@jest/globals";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createLogger } from "../telemetry/logger.js";
import { createSubscriber } from "./redis.js";

/** Replies to each command. `sockets` are its connections. */
async function startServer(replyTo: (command: string) => string): Promise<Server & { port: number; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      for (const command of data.toString().split(/(?=^\*\d+\r\n)/m)) socket.write(replyTo(command.toLowerCase()));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(server, { port: (server.address() as AddressInfo).port, sockets });
}

const OK = "+OK\r\n";

it("a connection that is ended while it connects to the master listens to no Sentinel afterwards", async () => {
  const master = await startServer(() => OK);
  const address = `*2\r\n$9\r\n127.0.0.1\r\n$${String(master.port).length}\r\n${master.port}\r\n`;
  const sentinel = await startServer((command) =>
    command.includes("get-master-addr") ? address : command.includes("sentinel") ? "*0\r\n" : OK,
  );
  const url = `redis+sentinel://127.0.0.1:${sentinel.port}/main/0`;
  const redis = createSubscriber(url, "test", createLogger("silent", "test"));
  const { connector } = redis as unknown as { connector: { stream?: Socket; failoverDetector: object | null } };
  try {
    while (!connector.stream) await new Promise((resolve) => setImmediate(resolve));
    const { stream } = connector;
    expect(stream.connecting).toBe(true);
    redis.disconnect();
    if (!stream.closed) await once(stream, "close");
    // Not the object itself: it is huge when printed.
    expect(connector.failoverDetector === null).toBe(true);
    expect(redis.status).toBe("end");
  } finally {
    for (const server of [master, sentinel]) {
      server.close();
      for (const socket of server.sockets) socket.destroy();
    }
  }
});
