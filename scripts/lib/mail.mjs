// Embedded mail catcher, run as a child process: see mail-server.mjs.
import { appendFileSync, mkdirSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { spawnTied } from "./run.mjs";
import { endChild, waitUntil } from "./wait.mjs";

const NAME = "Mail catcher";
const server = join(dirname(fileURLToPath(import.meta.url)), "mail-server.mjs");

function greets(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const done = (answer) => (socket.destroy(), resolve(answer));
    socket.setTimeout(1000, () => done(false)).on("error", () => done(false));
    socket.once("data", (chunk) => done(chunk.toString().startsWith("220")));
  });
}

/** Returns URL and mail folder of the catcher, and functions to start and stop it. `onMail` gets a line about each mail. */
export function mail({ directory, port, log, onMail }) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });

  async function begin() {
    const env = { PATH: process.env.PATH, MAIL_DIRECTORY: directory, MAIL_PORT: String(port) };
    const child = spawnTied(process.execPath, [server], { env, stdout: "pipe" });
    const write = (line) => appendFileSync(log, `${line}\n`, { mode: 0o600 });
    createInterface({ input: child.stdout }).on("line", (line) => (write(line), onMail?.(line)));
    createInterface({ input: child.stderr }).on("line", write);
    await waitUntil(() => greets(port), { name: NAME, child, log });
    return child;
  }
  const end = (child) => endChild(child, "SIGTERM", 5_000);
  return { name: NAME, url: `smtp://127.0.0.1:${port}`, directory, begin, end };
}
