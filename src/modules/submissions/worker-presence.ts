import type { Redis } from "ioredis";
import { TookTooLong, within } from "../../kernel/within.js";
import type { SandboxCapability } from "../../judge/sandbox/sandbox.js";
import type { Logger } from "../../platform/logger.js";

/** What a worker says of itself every few seconds. */
export interface WorkerPresence {
  id: string;
  level: SandboxCapability["level"];
  cgroup: SandboxCapability["cgroup"];
  detail: string;
  slots: number;
  /** Version of the toolchain of each language that works there, by language id. */
  versions: Record<string, string>;
}

export interface Presences {
  announce(presence: WorkerPresence): Promise<void>;
  /** Does nothing while Redis is away: there the worker is gone after some missed beats. */
  withdraw(workerId: string): Promise<void>;
  /** Empty while Redis is away. */
  alive(): Promise<WorkerPresence[]>;
}

const BEAT_MS = 2000;
/** A worker that missed four beats is gone. */
const GONE_AFTER_MS = 4 * BEAT_MS + 500;
/** Longest wait for Redis by those who ask or leave. */
const PATIENCE_MS = 1000;

export function createPresences({ redis, prefix }: { redis: Redis; prefix: string }): Presences {
  const key = `${prefix}:workers`;
  const now = async () => {
    const [seconds, micros] = await redis.time();
    return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
  };
  return {
    async announce(presence) {
      await redis.hset(key, presence.id, JSON.stringify({ at: await now(), presence }));
    },
    async withdraw(workerId) {
      if (redis.status === "ready") await within(PATIENCE_MS, redis.hdel(key, workerId));
    },
    async alive() {
      if (redis.status !== "ready") return [];
      const asked = within(PATIENCE_MS, Promise.all([now(), redis.hgetall(key)]));
      const answer = await asked.catch((error: unknown) => {
        if (error instanceof TookTooLong) return undefined;
        throw error;
      });
      if (!answer) return [];
      const [at, entries] = answer;
      const known = Object.entries(entries).map(([id, text]) => ({
        id,
        ...(JSON.parse(text) as { at: number; presence: WorkerPresence }),
      }));
      const gone = known.filter((entry) => at - entry.at > GONE_AFTER_MS);
      if (gone.length > 0) void redis.hdel(key, ...gone.map(({ id }) => id)).catch(() => undefined);
      return known.filter((entry) => at - entry.at <= GONE_AFTER_MS).map(({ presence }) => presence);
    },
  };
}

/** Announces until stopped; a beat that fails is made good by the next. */
export function startPresence(presences: Presences, read: () => WorkerPresence, log: Logger): { stop(): Promise<void> } {
  const beat = () => presences.announce(read()).catch((error: unknown) => log.warn({ err: error }, "presence not announced"));
  void beat();
  const timer = setInterval(() => void beat(), BEAT_MS);
  return {
    async stop() {
      clearInterval(timer);
      await presences.withdraw(read().id).catch(() => undefined);
    },
  };
}
