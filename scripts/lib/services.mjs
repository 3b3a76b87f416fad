// The embedded services for tests: in a temporary folder, on free ports, independent of everything else on this machine.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addresses } from "./environment.mjs";
import { launcher } from "./launcher.mjs";
import { mail } from "./mail.mjs";
import { choosePorts } from "./ports.mjs";
import { copyData, databaseFolder, postgres } from "./postgres.mjs";
import { rootPrefix } from "./privilege.mjs";
import { redis } from "./redis.mjs";
import { run } from "./run.mjs";
import { s3 } from "./s3.mjs";
import { hasEnded } from "./wait.mjs";

const PREFIX = "codequest-test-";

async function remove(directory) {
  // The launcher's part of it belongs to root.
  const [command, ...args] = [...((await rootPrefix()) ?? []), "rm", "-rf", directory];
  await run(command, args);
}

/** Removes folders of killed test runs, whose processes ended with them. The folder name contains the pid. */
async function removeStale() {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split("-")[0]);
    try {
      process.kill(pid, 0);
    } catch (error) {
      if (error.code === "ESRCH") await remove(join(tmpdir(), name));
    }
  }
}

/** A running service that a test may stop and start again: same port, same data. */
async function handle(service) {
  let child = await service.begin();
  await service.prepare?.();
  const stop = () => service.end(child);
  const start = async () => {
    if (hasEnded(child)) child = await service.begin();
  };
  return { ...service, stop, start, restart: () => stop().then(start), pid: () => child.pid };
}

/**
 * Starts the named services in parallel. Resolves to their handles, to `env` with their addresses, and to `stop`, which leaves nothing
 * behind. A `durable` database flushes each commit to disk, as in production; tests do not need that. `database` is a data folder of
 * PostgreSQL to begin with a copy of.
 */
export async function startServices({ only = ["postgres", "redis", "s3", "mail", "launcher"], durable = false, database } = {}) {
  await removeStale();
  const directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(directory, 0o711);
  const ports = await choosePorts(directory, ["postgres", "redis", "s3", "mail"]);
  const place = (name) => ({ directory: join(directory, name), port: ports[name], log: join(directory, `${name}.log`) });

  const starts = {
    async postgres() {
      const folder = await databaseFolder(join(directory, "postgres"));
      if (database) await copyData(database, folder.directory);
      return handle(await postgres({ ...place("postgres"), ...folder, throwaway: !durable }));
    },
    async redis() {
      const started = await handle(redis(place("redis")));
      /** Without its data Redis comes back empty, as after losing its disk. */
      const restart = async ({ keepData = true } = {}) => {
        await started.stop();
        if (!keepData) rmSync(join(directory, "redis", "appendonlydir"), { recursive: true, force: true });
        await started.start();
      };
      return { ...started, restart };
    },
    s3: () => handle(s3(place("s3"))),
    mail: () => handle(mail(place("mail"))),
    async launcher() {
      mkdirSync(join(directory, "judge"), { mode: 0o711 });
      return handle(
        launcher({
          socket: join(directory, "judge", "launcher.sock"),
          runDir: join(directory, "judge", "run"),
          log: join(directory, "launcher.log"),
        }),
      );
    },
  };

  const results = await Promise.allSettled(only.map(async (name) => [name, await starts[name]()]));
  const services = Object.fromEntries(results.filter(({ status }) => status === "fulfilled").map(({ value }) => value));
  async function stop() {
    await Promise.allSettled(Object.values(services).map((service) => service.stop()));
    await remove(directory);
  }
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { ...services, directory, env: addresses(services), stop };
}
