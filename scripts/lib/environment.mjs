// Environment of API, worker and tests: service addresses, and secrets generated once.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { COMPILE_CACHE, dataDir, inRoot, judgeHome } from "./paths.mjs";
import { Stop } from "./console.mjs";
import { readJson, writeJson } from "./stamps.mjs";

/** Variables that may be read from a file and that either npm start sets or a script reads. */
const FROM_FILES = [
  "DATABASE_URL",
  "REDIS_URL",
  "S3_SECRET_ACCESS_KEY",
  "SMTP_URL",
  "RESEND_API_KEY",
  "TOKEN_SECRET",
  "VAPID_PRIVATE_KEY",
  "TOKEN_KEYS",
];

function readSecretFiles() {
  for (const name of FROM_FILES.filter((each) => process.env[`${each}_FILE`] && !process.env[each])) {
    try {
      process.env[name] = readFileSync(process.env[`${name}_FILE`], "utf8").replace(/\r?\n$/, "");
    } catch {
      throw new Stop(`The file named by ${name}_FILE cannot be read.`);
    }
    if (process.env[name] === "") throw new Stop(`The file named by ${name}_FILE is empty.`);
  }
}

/** Loads .env; existing environment variables take precedence. */
export function readDotEnv() {
  if (existsSync(inRoot(".env")) && process.loadEnvFile) process.loadEnvFile(inRoot(".env"));
  readSecretFiles();
  // An empty value counts as unset, as in the program.
  for (const name of ["DATABASE_URL", "REDIS_URL", "S3_ENDPOINT", "SMTP_URL", "RESEND_API_KEY", "JUDGE_LAUNCHER_SOCKET", "PORT", "HOST"]) {
    if (process.env[name] === "") delete process.env[name];
  }
}

/** Tests and benchmarks have their own services, and must never use a developer's. */
export function forgetRealServices() {
  for (const name of [
    "DATABASE_URL",
    "REDIS_URL",
    "S3_ENDPOINT",
    "S3_BUCKET",
    "SMTP_URL",
    "RESEND_API_KEY",
    "MAIL_FROM",
    "JUDGE_LAUNCHER_SOCKET",
  ])
    delete process.env[name];
}

function secrets() {
  const file = join(dataDir, "secrets.json");
  const kept = readJson(file, {});
  // Kept, because browsers subscribe with one VAPID key and accept no pushes signed with another. Any 32 bytes below 2^255 are valid.
  const vapid = () => Buffer.concat([Buffer.from([1 + (randomBytes(1)[0] % 127)]), randomBytes(31)]).toString("base64url");
  const made = { TOKEN_SECRET: randomBytes(48).toString("base64url"), VAPID_PRIVATE_KEY: vapid(), ...kept };
  if (Object.keys(made).length > Object.keys(kept).length) writeJson(file, made, 0o600);
  return made;
}

/** Variables with the addresses of the running services. */
export const addresses = ({ postgres, redis, s3, mail, launcher }) => ({
  ...(postgres && { DATABASE_URL: postgres.url }),
  ...(redis && { REDIS_URL: redis.url }),
  ...(s3 && { S3_ENDPOINT: s3.url, S3_ACCESS_KEY_ID: s3.keys.accessKeyId, S3_SECRET_ACCESS_KEY: s3.keys.secretAccessKey }),
  ...(mail && { SMTP_URL: mail.url }),
  ...(launcher && { JUDGE_LAUNCHER_SOCKET: launcher.socket }),
});

/** The environment of the API and the worker under npm start. The user's settings win over generated ones. */
export const programEnv = (services) => ({
  ...secrets(),
  JUDGE_CACHE_DIR: join(dataDir, "test-sets"),
  // Node.js's cache of compiled modules, which saves a third of the start time of each program.
  NODE_COMPILE_CACHE: COMPILE_CACHE,
  ...process.env,
  ...addresses(services),
  JUDGE_HOME: judgeHome(),
});
