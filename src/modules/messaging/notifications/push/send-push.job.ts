import * as z from "zod";
import type { NotificationCreated } from "../../../../events/notification-created.event.js";
import { id } from "../../../../kernel/schemas.js";
import { DAY_MS, SECOND_MS } from "../../../../kernel/units.js";
import { globalId } from "../../../../kernel/global-id.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { PushError, type PushSender } from "../../../../platform/push/push.js";
import { messageLanguageOf } from "../../../../messages/messages.js";
import { subjectOf, type NotificationKinds } from "../../../contracts/notification-kind.js";
import { oneLine } from "../kinds/notification.mail.js";
import { REACHABLE } from "./reachable.js";

/** One job per browser, so that a failure is retried for that browser only. Retries go on for about an hour. */
export const sendPush = defineJob({
  name: "push",
  description: "Sends a notification to one browser.",
  payload: z.object({ notificationId: id, subscriptionId: id }),
  options: { attempts: 13, backoff: { type: "exponential", delay: 1000 } },
});

const TTL_SECONDS = DAY_MS / SECOND_MS;
const MOST_TITLE = 120;
const MOST_BODY = 400;

interface Dependencies {
  db: Database;
  jobs: Jobs;
  push: PushSender;
  kinds: NotificationKinds;
  log: Logger;
}

/** Queues a push to every browser of the account. */
export async function orderPushes({ db, jobs }: Pick<Dependencies, "db" | "jobs">, event: NotificationCreated): Promise<void> {
  if (!event.byPush) return;
  const { notificationId, userId } = event;
  const browsers = await rows<{ id: string }>(db.em.fork(), "select id from push_subscriptions where user_id = ?", [userId]);
  for (const browser of browsers) {
    await jobs.add(sendPush, { notificationId, subscriptionId: browser.id }, `${notificationId}-${browser.id}`);
  }
}

interface Due {
  kind: string;
  data: object;
  thread: string | null;
  subjectType: string | null;
  subjectId: string | null;
  locale: string;
  endpoint: string;
  p256dh: string;
  auth: string;
}

/**
 * Runs in the worker. At-least-once delivery: browsers replace a repeat, because it has the same tag. Notifications
 * already read are not pushed.
 */
export function startPushWorker({ db, jobs, push, kinds, log }: Dependencies): JobWorker {
  return jobs.process(sendPush, { concurrency: 8, lockMs: 30_000 }, async ({ notificationId, subscriptionId }) => {
    const em = db.em.fork();
    const [due] = await rows<Due>(
      em,
      `select n.kind, n.data, n.thread, n.subject_type as "subjectType", n.subject_id as "subjectId", u.locale, s.endpoint, s.p256dh, s.auth
       from notifications n join push_subscriptions s on s.user_id = n.user_id join users u on u.id = n.user_id
       where n.id = ? and s.id = ? and n.read_at is null and ${REACHABLE}`,
      [notificationId, subscriptionId],
    );
    const kind = due && kinds.get(due.kind);
    if (!kind) return log.info({ notificationId }, "push dropped: the notification was read or no longer has a recipient");
    const { title, body } = kind.text(due.data, messageLanguageOf(due.locale));
    const subject = subjectOf(due.subjectType, due.subjectId);
    const payload = JSON.stringify({
      id: globalId("Notification", notificationId),
      kind: kind.name,
      title: shortened(title, MOST_TITLE),
      body: shortened(body, MOST_BODY),
      subject,
    });
    const urgency = kind.channels.EMAIL === "ALWAYS" ? "high" : "normal";
    try {
      const outcome = await push.send(due, { payload, ttlSeconds: TTL_SECONDS, urgency, about: due.thread ?? notificationId });
      if (outcome === "gone")
        await em.execute("delete from push_subscriptions where id = ? and endpoint = ?", [subscriptionId, due.endpoint]);
      log.info({ notificationId, outcome }, "push");
    } catch (error) {
      if (!(error instanceof PushError && error.permanent)) throw error;
      log.warn({ notificationId, err: error }, "push dropped: rejected by the push service");
    }
  });
}

/** Shortens by code points, so that none is cut in half. With at most four bytes each, the payload stays within its limit. */
function shortened(text: string, most: number): string {
  const characters = Array.from(oneLine(text));
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : characters.join("");
}
