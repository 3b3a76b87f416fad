import type { IncomingMessage } from "node:http";
import { MIB, SECOND_MS } from "../kernel/units.js";

const MOST_BYTES = 64 * MIB;
const MOST_MS = 30 * SECOND_MS;

/**
 * Reads and drops the rest of a request that has been refused. Most clients read the answer only once their whole body is
 * sent, and a connection that is closed with unread data loses the answer. Beyond its bounds the connection is cut.
 */
export function drain(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let leftBytes = MOST_BYTES;
  const timer = setTimeout(() => request.destroy(), MOST_MS).unref();
  request.on("data", (chunk: Buffer) => {
    leftBytes -= chunk.length;
    if (leftBytes < 0) request.destroy();
  });
  request.once("close", () => clearTimeout(timer));
  request.resume();
}
