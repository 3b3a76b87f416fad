/** Thousands of WebSockets in one process. */
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";

/** So many connections are being opened at once. */
const BATCH = 100;

/** Each socket is a descriptor at either end. Throws where the machine allows fewer. */
export function allowSockets(count, ...pids) {
  const wanted = count + 1000;
  for (const pid of pids) {
    const limits = (column) => Number(execFileSync("prlimit", ["--pid", pid, "--nofile", "--noheadings", `--output=${column}`]));
    if (limits("SOFT") >= wanted) continue;
    try {
      execFileSync("prlimit", ["--pid", pid, `--nofile=${wanted}:${Math.max(wanted, limits("HARD"))}`], { stdio: "ignore" });
    } catch {
      throw new Error(`${count} sockets need ${wanted} descriptors a process. Raise the limit (ulimit -n ${wanted}) and run again.`);
    }
  }
}

export async function inBatches(count, open, size = BATCH) {
  const all = [];
  while (all.length < count)
    all.push(...(await Promise.all(Array.from({ length: Math.min(size, count - all.length) }, (_, i) => open(all.length + i)))));
  return all;
}

/** Resolves when the server has said `until`. `onText` gets every message, as text. */
export async function openSocket(url, { protocol, onOpen = () => {}, onText = () => {}, until }) {
  const socket = new WebSocket(url, protocol, { perMessageDeflate: false, skipUTF8Validation: true });
  const ready = new Promise((resolve, reject) => {
    socket.on("close", (code, reason) => reject(new Error(`closed with ${code} ${reason}`)));
    let isReady = !until;
    socket.on("message", (data) => {
      const text = data.toString();
      onText(text, socket);
      // What a figure counts costs the same as with a client that never waited.
      if (!isReady && (isReady = until(text))) resolve();
    });
    if (!until) socket.once("open", resolve);
  });
  ready.catch(() => {});
  await once(socket, "open");
  onOpen(socket);
  await ready;
  return socket;
}

/** A socket that is signed in and watches. Resolves after its first event, or once it is let in when there will be none yet. */
export function watch({ wsUrl }, token, query, { onText, variables, firstEvent = true } = {}) {
  const send = (socket, message) => socket.send(JSON.stringify(message));
  let isLetIn = false;
  return openSocket(wsUrl, {
    protocol: "graphql-transport-ws",
    onOpen: (socket) => send(socket, { type: "connection_init", payload: { authorization: `Bearer ${token}` } }),
    onText(text, socket) {
      if (!isLetIn && text.includes('"connection_ack"')) {
        isLetIn = true;
        // As graphql-ws names its operations.
        send(socket, { id: randomUUID(), type: "subscribe", payload: { query, variables } });
        // Answered in order: the pong tells that the subscription has been heard.
        send(socket, { type: "ping" });
      } else onText?.(text);
    },
    until: (text) => text.includes(firstEvent ? '"next"' : '"pong"'),
  });
}
