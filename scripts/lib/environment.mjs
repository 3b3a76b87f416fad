// What the API, the worker and the tests are told: addresses of the services, and secrets made once.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataDir, inRoot, judgeHome } from "./paths.mjs";
import { Stop } from "./console.mjs";
import { readJson, writeJson } from "./stamps.mjs";

/** Those of the variables that may stand in a file, and that npm start would otherwise set itself or that a script reads. */
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
      throw new Stop(`The file that ${name}_FILE names can't be read.`);
    }
    if (process.env[name] === "") throw new Stop(`The file that ${name}_FILE names is empty.`);
  }
}

/** Settings from .env, where the environment does not say otherwise. */
export function readDotEnv() {
  if (existsSync(inRoot(".env")) && process.loadEnvFile) process.loadEnvFile(inRoot(".env"));
  readSecretFiles();
  // An empty setting counts as unset, here as in the program.
  for (const name of ["DATABASE_URL", "REDIS_URL", "S3_ENDPOINT", "SMTP_URL", "RESEND_API_KEY", "JUDGE_LAUNCHER_SOCKET", "PORT", "HOST"]) {
    if (process.env[name] === "") delete process.env[name];
  }
}

/** Tests and benchmarks bring their own services, and must never meet the ones a developer has set. */
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
  // Browsers subscribe to one VAPID key and take pushes by no other, so it is kept. Any 32 bytes below 2^255 are one.
  const vapid = () => Buffer.concat([Buffer.from([1 + (randomBytes(1)[0] % 127)]), randomBytes(31)]).toString("base64url");
  const made = { TOKEN_SECRET: randomBytes(48).toString("base64url"), VAPID_PRIVATE_KEY: vapid(), ...kept };
  if (Object.keys(made).length > Object.keys(kept).length) writeJson(file, made, 0o600);
  return made;
}

/** Variables that name the services, for those that run. */
export const addresses = ({ postgres, redis, s3, mail, launcher }) => ({
  ...(postgres && { DATABASE_URL: postgres.url }),
  ...(redis && { REDIS_URL: redis.url }),
  ...(s3 && { S3_ENDPOINT: s3.url, S3_ACCESS_KEY_ID: s3.keys.accessKeyId, S3_SECRET_ACCESS_KEY: s3.keys.secretAccessKey }),
  ...(mail && { SMTP_URL: mail.url }),
  ...(launcher && { JUDGE_LAUNCHER_SOCKET: launcher.socket }),
});

/** The environment of the API and the worker under npm start. What the user set wins over what we made. */
export const programEnv = (services) => ({
  ...secrets(),
  JUDGE_CACHE_DIR: join(dataDir, "test-sets"),
  // Node keeps compiled modules there, which takes a third off the start of each program.
  NODE_COMPILE_CACHE: join(dataDir, "compile-cache"),
  ...process.env,
  ...addresses(services),
  JUDGE_HOME: judgeHome(),
});
