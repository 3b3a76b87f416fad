import type { IncomingMessage, ServerResponse } from "node:http";
import { MIB, SECOND_MS } from "../../kernel/units.js";

const MOST_BYTES = 64 * MIB;
const MOST_MS = 30 * SECOND_MS;

/**
 * Reads and discards the rest of a refused request, within limits. Most clients read the response only after sending the whole body,
 * and closing a connection with unread data loses the response. Resolves when the response may be sent: at once if the connection
 * stays open, otherwise when everything is read, as Node.js closes the connection with the response.
 */
export async function drain(request: IncomingMessage, { shouldKeepAlive }: ServerResponse): Promise<void> {
  if (request.complete || request.destroyed) return;
  const isRead = readOn(request);
  if (!shouldKeepAlive) return void (await isRead);
  void isRead.then((all) => all || request.destroy());
}

/** Did the request end within the limits? */
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
