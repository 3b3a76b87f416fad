// Runs APIs and workers of test installations in one process, so that modules are loaded and compiled once and not once for each of
// hundreds of starts. test/support/program-hosts.mjs passes it one connection for each program. On it the test sends a line with role
// and environment, then a line to stop; the program's log goes back, and the connection ends with the program. A command, such as a
// backup, ends by itself; its last line is DONE unless it failed.
import { hostname } from "node:os";
import { createInterface } from "node:readline";
import { startApi } from "../../../dist/app/http/api-server.js";
import { startProbeServer } from "../../../dist/app/http/probe-server.js";
import { compose } from "../../../dist/app/compose.js";
import { ENTITIES } from "../../../dist/app/declared.js";
import { openPlatform } from "../../../dist/app/platform.js";
import { backUp } from "../../../dist/app/programs/backup.js";
import { folderAndFlag, openDataStores } from "../../../dist/app/programs/data-stores.js";
import { grantRole } from "../../../dist/app/programs/grant-role.js";
import { restore } from "../../../dist/app/programs/restore.js";
import { seed } from "../../../dist/app/programs/seed.js";
import { startWorker } from "../../../dist/app/programs/worker.js";
import { readEnv } from "../../../dist/config/env.js";
import { createLogger } from "../../../dist/platform/telemetry/logger.js";

const running = new Set();
let number = 0;
let isLast = false;

async function start(role, given, write) {
  number += 1;
  const env = readEnv({ ...given, WORKER_ID: given.WORKER_ID || `${hostname()}-${process.pid}-${number}` });
  const platform = await openPlatform(env, role, ENTITIES, createLogger(env.LOG_LEVEL, role, { write }));
  try {
    const application = compose(platform);
    if (role === "api") {
      const { port } = await startApi(platform, application);
      platform.log.info({ host: env.HOST, port }, "api listening");
    } else {
      await startWorker(platform, application);
      await startProbeServer(platform);
      platform.log.info({ worker: platform.processId }, "worker started");
    }
    return platform;
  } catch (error) {
    await platform.shutdown.run();
    throw error;
  }
}

const withStores = (name, flag, work) => async (env, args, write) => {
  const [folder, isGiven] = folderAndFlag(args, name, flag);
  const stores = await openDataStores(env, (line) => write(`${line}\n`));
  try {
    await work(stores, folder, isGiven);
  } finally {
    await stores.close();
  }
};

const withPlatform = (name, work) => async (env, args, write) => {
  const platform = await openPlatform(env, name, ENTITIES, createLogger("warn", name, { write }));
  try {
    await work(platform, args, (line) => write(`${line}\n`));
  } finally {
    await platform.shutdown.run();
  }
};

const COMMANDS = {
  backup: withStores("backup", "--allow-missing", backUp),
  restore: withStores("restore", "--replace", restore),
  seed: withPlatform("seed", (platform, args, print) =>
    seed(platform, compose(platform), { demoAccounts: args.includes("--demo-accounts") }, print),
  ),
  "grant-role": withPlatform("grant-role", (platform, [email, role], print) => grantRole(platform, email, role, print)),
};

async function serve(socket) {
  running.add(socket);
  socket.on("error", () => undefined);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  // Lines of one moment go in one system call.
  const write = (line) => {
    if (!socket.writable) return;
    if (socket.writableCorked === 0) {
      socket.cork();
      setImmediate(() => socket.uncork());
    }
    socket.write(line);
  };
  try {
    const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
    const { role, env, command, args } = JSON.parse((await lines.next()).value);
    if (command) {
      await COMMANDS[command](readEnv(env), args, write);
      write("DONE\n");
    } else {
      const platform = await start(role, env, write);
      await Promise.race([lines.next(), closed]);
      platform.log.info("stopping");
      await platform.shutdown.run();
    }
  } catch (error) {
    write(`${error.stack}\n`);
  }
  socket.end();
  running.delete(socket);
  leave();
}

function leave() {
  if (isLast && running.size === 0) process.exit(0);
}

process.on("message", (message, socket) => {
  if (message === "last") isLast = true;
  else void serve(socket);
  leave();
});
process.on("disconnect", () => process.exit(0));
process.on("unhandledRejection", (error) => running.forEach((socket) => socket.write(`unhandled rejection: ${error?.stack ?? error}\n`)));
