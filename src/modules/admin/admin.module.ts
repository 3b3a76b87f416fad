import type { Env } from "../../config/env.js";
import type { Database } from "../../platform/database.js";
import type { AnyJob, Jobs } from "../../platform/jobs.js";
import type { Logger } from "../../platform/logger.js";
import type { Module, RetentionRule } from "../module.js";
import type { Settings } from "../settings/settings.service.js";
import { adminRetention } from "./admin.retention.js";
import { DailyStatistics } from "./daily-statistics.entity.js";
import { purgeOldRows, startRetention } from "./purge-old-rows.job.js";
import { QueueResolver } from "./queue.resolver.js";
import { createQueuesService } from "./queues.service.js";
import { RetentionRun } from "./retention-run.entity.js";
import { SiteResolver } from "./site.resolver.js";
import { startStatisticsClock } from "./statistics-clock.js";
import { StatisticsResolver } from "./statistics.resolver.js";

export const adminEntities = [RetentionRun, DailyStatistics];

interface Dependencies {
  db: Database;
  jobs: Jobs;
  settings: Settings;
  env: Env;
  log: Logger;
  /** Of all modules, and complete once the program is put together. */
  definitions: readonly AnyJob[];
  rules: readonly RetentionRule[];
}

export function adminModule(dependencies: Dependencies): Module {
  return {
    resolvers: [
      new QueueResolver(createQueuesService(dependencies)),
      new StatisticsResolver(),
      new SiteResolver(dependencies.settings, dependencies.env),
    ],
    jobs: [purgeOldRows],
    retention: adminRetention,
    workers: [async () => startRetention(dependencies), async () => startStatisticsClock(dependencies)],
  };
}
