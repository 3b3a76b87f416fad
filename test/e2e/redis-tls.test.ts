/** Redis behind TLS, as a cluster and with Sentinels: what is told by one process is heard at another. */
import { announceSecurity, WITHOUT_JUDGE } from "../support/events.js";
import { NotificationReceivedDocument } from "../support/generated.js";
import { createInstallation } from "../support/installation.js";
import { startRedisCluster, startRedisSentinels } from "../support/redis-set.js";
import { createLearner } from "../support/scenario.js";

it.each([
  { kind: "a cluster", start: startRedisCluster },
  { kind: "Sentinels", start: startRedisSentinels },
])(
  "$kind with TLS serves",
  async ({ start }) => {
    const redis = await start({ tls: true });
    const installation = await createInstallation({ REDIS_URL: redis.url, NODE_EXTRA_CA_CERTS: redis.authority });
    try {
      const [api] = await Promise.all([installation.startApi(), installation.startWorker(WITHOUT_JUDGE)]);
      const ready = await fetch(api.url.replace("/graphql", "/ready"));
      expect(await ready.json()).toMatchObject({ parts: { redis: true } });
      const person = await createLearner(api);
      const told = person.subscribe(NotificationReceivedDocument, { after: null });
      await told.next();
      await announceSecurity(installation, person.userId);
      expect((await told.next()).value!.notificationReceived).toMatchObject({ unreadCount: 1 });
      await told.return!();
      await person.close();
    } finally {
      await installation.stop();
      await redis.stop();
    }
  },
  300_000,
);
