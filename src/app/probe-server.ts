import Fastify from "fastify";
import { addProbeRoutes } from "./health.js";
import type { Platform } from "./platform.js";

/** What orchestrators ask of a worker, which serves nothing else over HTTP. */
export async function startProbeServer(platform: Platform): Promise<void> {
  const { env, log, shutdown } = platform;
  if (env.WORKER_PORT === 0) return;
  const http = Fastify({ forceCloseConnections: true });
  addProbeRoutes(http, platform);
  await http.listen({ host: env.HOST, port: env.WORKER_PORT });
  shutdown.add("probes", () => http.close());
  log.info({ host: env.HOST, port: env.WORKER_PORT }, "probes listening");
}
