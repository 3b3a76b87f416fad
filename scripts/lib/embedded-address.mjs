// Addresses of this checkout's embedded services, for commands beside a running npm start.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataDir, machineDir } from "./paths.mjs";
import { readJson, readStamp } from "./stamps.mjs";

export function embeddedDatabaseUrl() {
  const { postgres: port } = readJson(join(dataDir, "ports.json"), {});
  const file = [join(dataDir, "postgres"), join(machineDir, "postgres")]
    .map((directory) => join(directory, "codequest.password"))
    .find((path) => existsSync(path));
  return port && file ? `postgresql://codequest:${readStamp(file)}@127.0.0.1:${port}/codequest` : undefined;
}

export function embeddedRedisUrl() {
  const { redis: port } = readJson(join(dataDir, "ports.json"), {});
  const password = readStamp(join(dataDir, "redis", "password"));
  return port && password ? `redis://:${password}@127.0.0.1:${port}` : undefined;
}

/** Variables of the embedded object storage; empty if it does not exist. */
export function embeddedStorage() {
  const { s3: port } = readJson(join(dataDir, "ports.json"), {});
  const keys = readJson(join(dataDir, "s3-keys.json"), undefined);
  if (!port || !keys) return {};
  return { S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_ACCESS_KEY_ID: keys.accessKeyId, S3_SECRET_ACCESS_KEY: keys.secretAccessKey };
}
