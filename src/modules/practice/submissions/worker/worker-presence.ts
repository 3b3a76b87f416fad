import * as z from "zod";
import { ENGINE_NAMES } from "../../../../judge/engines/features.js";
import { sandboxCapability } from "../../../../judge/sandbox/sandbox.js";
import { contract, readJson } from "../../../../kernel/contract.js";
import { count } from "../../../../kernel/schemas.js";
import { TookTooLong, within } from "../../../../kernel/within.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { isReachable, type RedisConnection } from "../../../../platform/redis/redis.js";

/** A worker's periodic status report. */
const workerPresence = z.object({
  id: z.string(),
  /** Absent from older workers, which have the local sandbox. */
  engine: z.enum(ENGINE_NAMES).optional(),
  level: sandboxCapability.shape.level,
  cgroup: sandboxCapability.shape.cgroup,
  detail: z.string(),
  /** testing: not known yet. refused: the sandbox is below the required level. Absent from older workers. */
  jobs: z.enum(["testing", "taken", "refused"]).optional(),
  slots: count,
  /** Toolchain versions of the working languages, by language id. */
  versions: z.record(z.string(), z.string()),
  /** Libraries with versions, by language id. Absent from older workers. */
  libraries: z.record(z.string(), z.array(z.string())).optional(),
});

export type WorkerPresence = z.infer<typeof workerPresence>;

/** A field of the hash; `at` is when Redis got it. */
export const keptPresence = contract("worker presence", z.object({ at: z.number(), presence: workerPresence }));

export interface Presences {
  announce(presence: WorkerPresence): Promise<void>;
  /** Does nothing while Redis is down: the entry expires after missed heartbeats. */
  withdraw(workerId: string): Promise<void>;
  /** Empty while Redis is unreachable. */
  alive(): Promise<WorkerPresence[]>;
}

const BEAT_MS = 2000;
/** Expiry of a worker's entry: four missed heartbeats. */
const GONE_AFTER_MS = 4 * BEAT_MS + 500;
/** Maximum wait for Redis when reading or withdrawing. */
const PATIENCE_MS = 1000;

/** In scripts, so that timestamps use the clock of the Redis server that holds the key. */
const NOW = `
local time = redis.call("TIME")
local now = string.format("%.0f", time[1] * 1000 + math.floor(time[2] / 1000))`;
const ANNOUNCE = `${NOW}
return redis.call("HSET", KEYS[1], ARGV[1], '{"at":' .. now .. ',"presence":' .. ARGV[2] .. '}')`;
const READ = `${NOW}
return {now, redis.call("HVALS", KEYS[1])}`;

export function createPresences({ redis, prefix }: { redis: RedisConnection; prefix: string }): Presences {
  const key = `${prefix}:workers`;
  return {
    async announce(presence) {
      await redis.eval(ANNOUNCE, 1, key, presence.id, JSON.stringify(presence));
    },
    async withdraw(workerId) {
      if (isReachable(redis)) await within(PATIENCE_MS, redis.hdel(key, workerId));
    },
    async alive() {
      if (!isReachable(redis)) return [];
      const asked = within(PATIENCE_MS, redis.eval(READ, 1, key) as Promise<[at: string, entries: string[]]>);
      const answer = await asked.catch((error: unknown) => {
        if (error instanceof TookTooLong) return undefined;
        throw error;
      });
      if (!answer) return [];
      const [at, entries] = answer;
      const known = entries.flatMap((text) => readJson(keptPresence, text) ?? []);
      const isGone = (entry: { at: number }) => Number(at) - entry.at > GONE_AFTER_MS;
      const gone = known.filter(isGone);
      if (gone.length > 0) void redis.hdel(key, ...gone.map(({ presence }) => presence.id)).catch(() => undefined);
      return known.filter((entry) => !isGone(entry)).map(({ presence }) => presence);
    },
  };
}

/** Announces until stopped. The next heartbeat makes up for a failed one. */
export function startPresence(presences: Presences, read: () => WorkerPresence, log: Logger): { stop(): Promise<void> } {
  const beat = () => presences.announce(read()).catch((error: unknown) => log.warn({ err: error }, "presence not published"));
  void beat();
  const timer = setInterval(() => void beat(), BEAT_MS);
  return {
    async stop() {
      clearInterval(timer);
      await presences.withdraw(read().id).catch(() => undefined);
    },
  };
}
