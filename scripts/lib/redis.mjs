// Embedded Redis: Debian's redis-server on its own port, with an append-only file.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { spawnTied } from "./run.mjs";
import { readStamp, writeWhole } from "./stamps.mjs";
import { endChild, waitUntil } from "./wait.mjs";

const NAME = "Redis";

function answersPing(port, password) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const done = (answer) => (socket.destroy(), resolve(answer));
    let received = "";
    socket.setTimeout(1000, () => done(false)).on("error", () => done(false));
    socket.on("connect", () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on("data", (chunk) => {
      received += chunk;
      if (received.includes("PONG")) done(true);
      else if (received.split("\r\n").length > 2) done(false);
    });
  });
}

/** Returns the URL and functions to start and stop the server. */
export function redis({ directory, port, log }) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const passwordFile = join(directory, "password");
  if (!existsSync(passwordFile)) writeWhole(passwordFile, randomBytes(18).toString("base64url"), 0o600);
  const password = readStamp(passwordFile);
  const settings = [
    "bind 127.0.0.1",
    `port ${port}`,
    `dir ${JSON.stringify(directory)}`,
    "daemonize no",
    // Required by BullMQ: an evicted key would be a lost job.
    "maxmemory-policy noeviction",
    "appendonly yes",
    'save ""',
    // Not a command-line argument, which every user of the machine could read.
    `requirepass ${password}`,
  ];
  const config = join(directory, "redis.conf");

  async function begin() {
    writeWhole(config, `${settings.join("\n")}\n`, 0o600);
    const child = spawnTied("redis-server", [config], { cwd: directory, log });
    await waitUntil(() => answersPing(port, password), { name: NAME, child, log });
    return child;
  }
  const end = (child) => endChild(child, "SIGTERM", 15_000);
  return { name: NAME, url: `redis://:${password}@127.0.0.1:${port}`, begin, end };
}
