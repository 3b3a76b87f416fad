import Fastify from "fastify";
import { SECOND_MS } from "../../kernel/units.js";
import { addProbeRoutes } from "./health.js";
import type { Platform } from "../../platform/platform.js";

/** A probe's request fits in one packet. */
const PATIENCE_MS = 30 * SECOND_MS;

/** Health probes of a worker, which serves nothing else over HTTP. */
export async function startProbeServer(platform: Platform): Promise<void> {
  const { env, log, shutdown } = platform;
  if (env.WORKER_PORT === 0) return;
  const http = Fastify({ forceCloseConnections: true, requestTimeout: PATIENCE_MS, connectionTimeout: PATIENCE_MS });
  addProbeRoutes(http, platform);
  await http.listen({ host: env.HOST, port: env.WORKER_PORT });
  shutdown.add("probes", () => http.close());
  log.info({ host: env.HOST, port: env.WORKER_PORT }, "probes listening");
}
