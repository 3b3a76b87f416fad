import { nodesById, nodesByName } from "../../../graphql/node-lookup.js";
import type { Reading } from "../../../platform/telemetry/metrics.js";
import { adminRetention } from "./retention/admin.retention.js";
import { DailyStatistics } from "./statistics/daily-statistics.entity.js";
import { purgeOldRows, startRetention } from "./retention/purge-old-rows.job.js";
import { QueueResolver } from "./queues/queue.resolver.js";
import { createQueuesService, FAILED_JOB_COLUMNS, type FailedJobRow, type QueuesService } from "./queues/queues.service.js";
import { RetentionRun } from "./retention/retention-run.entity.js";
import { SiteResolver } from "./site/site.resolver.js";
import { startStatisticsClock } from "./statistics/statistics-clock.js";
import { StatisticsResolver } from "./statistics/statistics.resolver.js";
import { rows } from "../../../platform/database/database.js";
import type { Module, Services } from "../../contracts/module.js";
import { adminPermissions } from "./admin.permissions.js";

export default {
  name: "admin",
  entities: [RetentionRun, DailyStatistics],
  permissions: adminPermissions,
  fieldCosts: { "Query.statistics": { items: 100 } },
  resolvers: [QueueResolver, StatisticsResolver, SiteResolver],
  jobs: [purgeOldRows],
  retention: adminRetention,

  wire(platform, { settings }: Pick<Services, "settings">, { jobs: definitions, retention: rules }) {
    const queues = createQueuesService({ ...platform, definitions });
    platform.metrics.gauge("queue_jobs", "Jobs by queue and state.", ["queue", "state"], () => readQueueSizes(queues));
    return {
      resolvers: [new QueueResolver(queues), new SiteResolver(settings, platform.env)],
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
      workers: [async () => startRetention({ ...platform, settings, rules }), async () => startStatisticsClock(platform)],
    };
  },
} satisfies Module;

async function readQueueSizes(queues: QueuesService): Promise<Reading[]> {
  const states = (await queues.list()).map(({ name, waiting, prioritized, delayed, active }) => ({
    name,
    sizes: { waiting: waiting + prioritized, delayed, active },
  }));
  return states.flatMap(({ name, sizes }) => Object.entries(sizes).map(([state, value]) => ({ labels: { queue: name, state }, value })));
}
