// Embedded S3 server, run as a child process: see s3-server.mjs.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawnTied } from "./run.mjs";
import { readJson, writeJson } from "./stamps.mjs";
import { endChild, waitUntil } from "./wait.mjs";

const NAME = "S3 server";
const server = join(dirname(fileURLToPath(import.meta.url)), "s3-server.mjs");

async function answers(endpoint) {
  try {
    return (await fetch(endpoint, { signal: AbortSignal.timeout(1000) })).status > 0;
  } catch {
    return false;
  }
}

/** Returns endpoint and keys, and functions to start and stop the server. */
export function s3({ directory, port, log }) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Next to the objects' folder, not in it: every folder in there is a bucket.
  const keysFile = `${directory}-keys.json`;
  if (!existsSync(keysFile))
    writeJson(keysFile, { accessKeyId: randomBytes(12).toString("hex"), secretAccessKey: randomBytes(24).toString("base64url") }, 0o600);
  const keys = readJson(keysFile, undefined);
  const endpoint = `http://127.0.0.1:${port}`;

  async function begin() {
    const env = {
      PATH: process.env.PATH,
      S3_DIRECTORY: directory,
      S3_PORT: String(port),
      S3_ACCESS_KEY_ID: keys.accessKeyId,
      S3_SECRET_ACCESS_KEY: keys.secretAccessKey,
    };
    const child = spawnTied(process.execPath, [server], { env, log });
    await waitUntil(() => answers(endpoint), { name: NAME, child, log });
    return child;
  }
  const end = (child) => endChild(child, "SIGTERM", 5_000);
  return { name: NAME, url: endpoint, keys, begin, end };
}
