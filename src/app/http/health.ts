import type { FastifyInstance } from "fastify";
import { within } from "../../kernel/within.js";
import { sameSecret } from "../../platform/security/secrets.js";
import type { Platform } from "../../platform/platform.js";

const CHECK_TIMEOUT_MS = 2000;
const READY_KEY_MS = 60_000;

/**
 * GET /health: the process is alive. GET /ready: it can serve, with each part by name; 503 when one is missing. The
 * answer names parts, never addresses. GET /metrics: what Prometheus reads.
 */
export function addProbeRoutes(http: FastifyInstance, { env, db, redis, storage, metrics }: Platform): void {
  http.get("/health", async () => ({ status: "ok" }));

  http.get("/ready", async (_request, reply) => {
    const database = async () => void (await db.em.fork().execute("select 1"));
    const checks = {
      database,
      migrations: async () => {
        await database(); // the migrator makes a database that is missing, which is not for a probe to do
        if ((await db.migrator.getPending()).length > 0) throw new Error("pending");
      },
      // A write, as a Redis that is full, or has become a replica, still answers. A key, as any node of a cluster answers a PING.
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
