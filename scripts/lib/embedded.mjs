// The services embedded in npm start, except those replaced by a real service in a variable.
import { accessSync, chmodSync, constants, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { say, step, Stop } from "./console.mjs";
import { launcher } from "./launcher.mjs";
import { remember } from "./leftovers.mjs";
import { keepAlive } from "./keep-alive.mjs";
import { prepareJudgeParts } from "./judge-parts.mjs";
import { mail } from "./mail.mjs";
import { dataDir, logsDir, machineDir, mailDir, runtimeDir } from "./paths.mjs";
import { choosePorts } from "./ports.mjs";
import { databaseFolder, postgres } from "./postgres.mjs";
import { redis } from "./redis.mjs";
import { s3 } from "./s3.mjs";

const GIVES_WAY_TO = {
  postgres: "DATABASE_URL",
  redis: "REDIS_URL",
  s3: "S3_ENDPOINT",
  mail: "SMTP_URL",
  launcher: "JUDGE_LAUNCHER_SOCKET",
};

export const isEmbedded = (name) => !process.env[GIVES_WAY_TO[name]] && !(name === "mail" && process.env.RESEND_API_KEY);

/** --reset only deletes embedded data: with a real service configured, there is data that is not ours. */
export function refuseResetOfRealData() {
  const real = ["postgres", "redis", "s3"].filter((name) => !isEmbedded(name)).map((name) => GIVES_WAY_TO[name]);
  if (real.length > 0)
    throw new Stop(
      `--reset empties embedded data only, and ${real.join(" and ")} names a real service: unset it to reset, or empty that service yourself.`,
    );
}

export function makeDataFolder() {
  try {
    mkdirSync(logsDir, { recursive: true });
    // If root runs this, other users may traverse the folder to reach the database's, but not list it.
    chmodSync(dataDir, 0o711);
    accessSync(logsDir, constants.W_OK);
  } catch {
    throw new Stop(`${dataDir} belongs to another user, perhaps to root from an earlier start: start as that user, or delete the folder.`);
  }
}

export async function emptyData() {
  await databaseFolder(join(dataDir, "postgres"), true);
  for (const name of ["redis", "s3", "s3-keys.json", "mail", "test-sets", "secrets.json", "seeded.json"])
    rmSync(join(dataDir, name), { recursive: true, force: true });
}

async function bringUp(service, { register, onGiveUp }) {
  const begin = async () => {
    const child = await service.begin();
    remember(service.name, child.pid);
    return child;
  };
  register(await keepAlive({ ...service, begin, onGiveUp }));
  return service;
}

/** Starts the services in parallel and resolves to the running ones. `register` receives each as soon as it must be stopped again. */
export async function startEmbedded(supervision) {
  const log = (name) => join(logsDir, `${name}.log`);
  const wanted = Object.keys(GIVES_WAY_TO).filter(isEmbedded);
  const ports = await choosePorts(
    dataDir,
    wanted.filter((name) => name !== "launcher"),
  );
  const services = {};
  const starts = {
    async postgres() {
      const { directory, user, moved } = await databaseFolder(join(dataDir, "postgres"));
      const service = await postgres({ directory, user, port: ports.postgres, log: log("postgres") });
      services.postgres = await bringUp(service, supervision);
      await service.prepare();
      return `port ${ports.postgres}${moved ? `, data in ${directory} (the user postgres cannot reach this checkout)` : ""}`;
    },
    async redis() {
      services.redis = await bringUp(redis({ directory: join(dataDir, "redis"), port: ports.redis, log: log("redis") }), supervision);
      return `port ${ports.redis}`;
    },
    async s3() {
      services.s3 = await bringUp(s3({ directory: join(dataDir, "s3"), port: ports.s3, log: log("s3") }), supervision);
      return `port ${ports.s3}`;
    },
    async mail() {
      const onMail = (line) => say(`✉ ${line}`);
      services.mail = await bringUp(mail({ directory: mailDir, port: ports.mail, log: log("mail"), onMail }), supervision);
      return `port ${ports.mail}`;
    },
    async launcher(tell) {
      const parts = await prepareJudgeParts(tell);
      const service = launcher({ socket: join(runtimeDir, "launcher.sock"), runDir: join(machineDir, "run"), log: log("launcher") });
      services.launcher = await bringUp(service, supervision);
      return `sandbox parts ${parts}`;
    },
  };
  const titles = { postgres: "PostgreSQL 18", redis: "Redis", s3: "S3 server", mail: "Mail catcher", launcher: "Sandbox launcher" };
  await Promise.all(wanted.map((name) => step(titles[name], starts[name])));
  return services;
}
