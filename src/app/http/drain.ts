import type { IncomingMessage, ServerResponse } from "node:http";
import { MIB, SECOND_MS } from "../../kernel/units.js";

const MOST_BYTES = 64 * MIB;
const MOST_MS = 30 * SECOND_MS;

/**
 * Reads and drops the rest of a request that has been refused, within bounds. Most clients read the answer only once their whole
 * body is sent, and a connection that is closed with unread data loses the answer. Resolves when the answer may be sent: at
 * once where the connection stays open, else when all is read, as Node closes the connection with the answer.
 */
export async function drain(request: IncomingMessage, { shouldKeepAlive }: ServerResponse): Promise<void> {
  if (request.complete || request.destroyed) return;
  const isRead = readOn(request);
  if (!shouldKeepAlive) return void (await isRead);
  void isRead.then((all) => all || request.destroy());
}

/** Whether the end came before the bounds. */
function readOn(request: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    let leftBytes = MOST_BYTES;
    const timer = setTimeout(() => resolve(false), MOST_MS).unref();
    request.on("data", (chunk: Buffer) => {
      leftBytes -= chunk.length;
      if (leftBytes < 0) resolve(false);
    });
    const end = () => (clearTimeout(timer), resolve(true));
    request.once("end", end).once("close", end);
    request.resume();
  });
}
