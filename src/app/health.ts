import type { FastifyInstance } from "fastify";
import type { Platform } from "./platform.js";

const CHECK_TIMEOUT_MS = 2000;

/**
 * GET /health: the process is alive. GET /ready: it can serve, with each part by name; 503 when one is missing. The
 * answer names parts, never addresses.
 */
export function addHealthRoutes(http: FastifyInstance, { db, redis, storage }: Platform): void {
  http.get("/health", async () => ({ status: "ok" }));

  http.get("/ready", async (_request, reply) => {
    const checks = {
      database: async () => void (await db.em.fork().execute("select 1")),
      migrations: async () => {
        if ((await db.migrator.getPending()).length > 0) throw new Error("pending");
      },
      redis: async () => void (await redis.ping()),
      storage: () => storage.check(),
    };
    const entries = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await holds(check)] as const));
    const ready = entries.every(([, ok]) => ok);
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready", parts: Object.fromEntries(entries) });
  });
}

async function holds(check: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error("late")), CHECK_TIMEOUT_MS)));
  return Promise.race([check(), late])
    .then(() => true)
    .catch(() => false)
    .finally(() => clearTimeout(timer));
}
