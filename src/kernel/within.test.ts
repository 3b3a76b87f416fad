import { createServer, connect, type AddressInfo } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { TookTooLong, within } from "./within.js";

const MS = 30;

/** Blocks the event loop. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe("within", () => {
  it("takes an answer that arrived while the process was busy", async () => {
    const server = createServer((peer) => peer.on("data", (data) => peer.write(data)));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    await once(socket, "connect");
    socket.write("x");
    const answer = once(socket, "data").then(([data]) => String(data));
    const asked = within(MS, answer);
    block(MS * 4);
    await expect(asked).resolves.toBe("x");
    socket.destroy();
    server.close();
  });

  it("gives up on what never answers", async () => {
    await expect(within(MS, new Promise(() => undefined))).rejects.toBeInstanceOf(TookTooLong);
  });
});
