// The accidents. One at a time happens to a part; several parts may be down at once.
import { existsSync, readFileSync } from "node:fs";
import { Redis } from "ioredis";
import { rootPrefix } from "../privilege.mjs";
import { run } from "../run.mjs";
import { sleep } from "../wait.mjs";

/** A program is left alone until it is ready: killing an idle one proves nothing. */
const READY_MS = 12_000;

const isGone = (pid) => !existsSync(`/proc/${pid}`);

const childrenOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

const kill = (pid, signal) => {
  try {
    process.kill(pid, signal);
  } catch {
    // The process exited first.
  }
};

/** The launcher belongs to root. Processes that have already exited are ignored. */
async function killAsRoot(signal, pids) {
  const [command, ...words] = [...(await rootPrefix()), "kill", `-${signal}`, ...pids.map(String)];
  await run(command, words);
}

const ofProgram = (program) => ({
  name: program.name,
  async killed() {
    await program.end("SIGKILL");
    program.start();
    await program.ready(READY_MS);
  },
  async "asked to stop"() {
    await program.end("SIGTERM");
    program.start();
    await program.ready(READY_MS);
  },
  async paused(ms) {
    program.signal("SIGSTOP");
    await sleep(ms);
    program.signal("SIGCONT");
  },
});

/** Kills the daemon and its slots at once, without a chance to clean up. */
async function killLauncher(launcher) {
  const family = [launcher.pid()];
  for (const pid of family) family.push(...childrenOf(pid));
  const [daemon, ...slots] = family;
  await killAsRoot("STOP", [daemon]);
  await killAsRoot("KILL", slots);
  await killAsRoot("KILL", [daemon]);
  while (!family.every(isGone)) await sleep(20);
  await launcher.stop();
  await launcher.start();
}

/** Every part with its possible accidents. Duplicate entries make an accident more frequent. */
export function accidentsOf({ apis, workers, services: { postgres, redis, s3, launcher } }) {
  const crash = async (service, signal) => {
    kill(service.pid(), signal);
    await service.stop();
    await service.start();
  };
  const flush = async () => {
    const client = new Redis(redis.url, { maxRetriesPerRequest: 2 });
    await client.flushall().finally(() => client.disconnect());
  };
  const of = (part, ...kinds) => kinds.map((kind) => ({ part: part.name, kind, happen: part[kind] }));
  return [
    ...workers.flatMap((worker) => of(ofProgram(worker), "killed", "killed", "asked to stop", "paused")),
    ...apis.flatMap((api) => of(ofProgram(api), "killed", "asked to stop", "paused")),
    { part: "launcher", kind: "killed", happen: () => killLauncher(launcher) },
    { part: "redis", kind: "killed", happen: () => crash(redis, "SIGKILL") },
    { part: "redis", kind: "restarted", happen: () => redis.restart() },
    { part: "redis", kind: "restarted without its data", happen: () => redis.restart({ keepData: false }) },
    { part: "redis", kind: "emptied", happen: flush },
    { part: "s3", kind: "restarted", happen: () => s3.restart() },
    { part: "postgres", kind: "restarted", happen: () => postgres.restart() },
    // PostgreSQL's immediate shutdown: sessions end at once, and it recovers at the next start.
    { part: "postgres", kind: "crashed", happen: () => crash(postgres, "SIGQUIT") },
  ];
}
