import type { Env } from "../../../config/env.js";
import { nodesById, nodesByName } from "../../../graphql/node-lookup.js";
import { rows, type Database } from "../../../platform/database/database.js";
import type { AnyJob, Jobs } from "../../../platform/jobs/jobs.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { Metrics, Reading } from "../../../platform/telemetry/metrics.js";
import type { Module, RetentionRule } from "../../contracts/module.js";
import type { Settings } from "../../base/settings/settings.service.js";
import { adminRetention } from "./retention/admin.retention.js";
import { DailyStatistics } from "./statistics/daily-statistics.entity.js";
import { purgeOldRows, startRetention } from "./retention/purge-old-rows.job.js";
import { QueueResolver } from "./queues/queue.resolver.js";
import { createQueuesService, FAILED_JOB_COLUMNS, type FailedJobRow, type QueuesService } from "./queues/queues.service.js";
import { RetentionRun } from "./retention/retention-run.entity.js";
import { SiteResolver } from "./site/site.resolver.js";
import { startStatisticsClock } from "./statistics/statistics-clock.js";
import { StatisticsResolver } from "./statistics/statistics.resolver.js";

export const adminEntities = [RetentionRun, DailyStatistics];

interface Dependencies {
  db: Database;
  jobs: Jobs;
  settings: Settings;
  metrics: Metrics;
  env: Env;
  log: Logger;
  /** Of all modules, and complete once the program is put together. */
  definitions: readonly AnyJob[];
  rules: readonly RetentionRule[];
}

export function adminModule(dependencies: Dependencies): Module {
  const queues = createQueuesService(dependencies);
  // A schema is built without a platform, to be looked at.
  dependencies.metrics?.gauge("queue_jobs", "Jobs by queue and state.", ["queue", "state"], () => readQueueSizes(queues));
  return {
    resolvers: [new QueueResolver(queues), new StatisticsResolver(), new SiteResolver(dependencies.settings, dependencies.env)],
    nodes: {
      Queue: nodesByName(
        "queue:operate",
        (queue) => queue.name,
        () => queues.list(),
      ),
      FailedJob: nodesById("queue:operate", ({ em }, ids) =>
        rows<FailedJobRow>(em, `select ${FAILED_JOB_COLUMNS} from failed_jobs f where f.id in (?)`, [ids]),
      ),
    },
    jobs: [purgeOldRows],
    retention: adminRetention,
    workers: [async () => startRetention(dependencies), async () => startStatisticsClock(dependencies)],
  };
}

async function readQueueSizes(queues: QueuesService): Promise<Reading[]> {
  const states = (await queues.list()).map(({ name, waiting, prioritized, delayed, active }) => ({
    name,
    sizes: { waiting: waiting + prioritized, delayed, active },
  }));
  return states.flatMap(({ name, sizes }) => Object.entries(sizes).map(([state, value]) => ({ labels: { queue: name, state }, value })));
}
