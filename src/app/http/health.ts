import type { FastifyInstance } from "fastify";
import { within } from "../../kernel/within.js";
import { sameSecret } from "../../platform/security/secrets.js";
import type { Platform } from "../../platform/platform.js";

const CHECK_TIMEOUT_MS = 2000;
const READY_KEY_MS = 60_000;

/**
 * GET /health: the process is alive. GET /ready: it can serve, with the state of each part; 503 if one is unavailable. The response
 * names parts, never addresses. GET /metrics: for Prometheus.
 */
export function addProbeRoutes(http: FastifyInstance, { env, db, redis, storage, metrics }: Platform): void {
  http.get("/health", async () => ({ status: "ok" }));

  http.get("/ready", async (_request, reply) => {
    const database = async () => void (await db.em.fork().execute("select 1"));
    const checks = {
      database,
      migrations: async () => {
        await database(); // the migrator would create a missing database, which a probe must not do
        if ((await db.migrator.getPending()).length > 0) throw new Error("pending");
      },
      // A write, as a Redis that is full or has become a replica still answers reads. A key, as any node of a cluster answers a PING.
      redis: async () => void (await redis.set(`${env.REDIS_PREFIX}:ready`, "1", "PX", READY_KEY_MS)),
      storage: () => storage.check(),
    };
    const entries = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await holds(check)] as const));
    const ready = entries.every(([, ok]) => ok);
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready", parts: Object.fromEntries(entries) });
  });

  if (!env.METRICS_TOKEN && env.NODE_ENV === "production") return;
  http.get("/metrics", async (request, reply) => {
    if (env.METRICS_TOKEN && !sameSecret(request.headers.authorization ?? "", `Bearer ${env.METRICS_TOKEN}`)) {
      return reply.code(401).header("www-authenticate", "Bearer").send();
    }
    const { contentType, body } = await metrics.render();
    return reply.header("content-type", contentType).send(body);
  });
}

function holds(check: () => Promise<void>): Promise<boolean> {
  return within(CHECK_TIMEOUT_MS, check()).then(
    () => true,
    () => false,
  );
}
