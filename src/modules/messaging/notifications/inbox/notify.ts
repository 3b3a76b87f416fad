import { notificationCreated } from "../../../../events/notification-created.event.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { Platform } from "../../../../platform/platform.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Topics } from "../../../../platform/redis/topics.js";
import { channelsFor, type Channel, type NotificationKind, type Told } from "../../../contracts/notification-kind.js";
import { countColumns, NOTIFICATION_COLUMNS, notificationsTopic, type NotificationRow } from "./notification.topics.js";
import { REACHABLE } from "../push/reachable.js";

/** Named moments, for tests that kill the worker there. */
export type NotifyCheckpoint = "notifications-before-commit" | "notifications-after-commit";

export interface NotifyDependencies {
  db: Database;
  topics: Topics;
  log: Logger;
  redis: Platform["redis"];
  env: Platform["env"];
  checkpoint: (name: NotifyCheckpoint) => void;
}

/** Of an event for many, so many are written in one transaction. */
const BATCH = 500;

type Shown = NotificationRow & { userId: string; unreadCount: number; countedAt: number };

/**
 * Runs in the worker, for each event of a kind. Any number of times for one event: a row stands for the event and the
 * account, and orders of mail and push are written with it. What was written before is published again, as whoever wrote
 * it may have died before telling.
 */
export function createNotify({ db, topics, log, redis, env, checkpoint }: NotifyDependencies) {
  return async (kind: NotificationKind, event: object, eventId: string): Promise<void> => {
    const told = await kind.tell(db.em.fork(), event, { redis, env });
    if (!told) return;
    const everyone = [...new Set(told.to)].sort();
    for (let from = 0; from < everyone.length; from += BATCH) {
      const to = everyone.slice(from, from + BATCH);
      await db.em.fork().transactional(async (transaction) => {
        await write(transaction as EntityManager, kind, { ...told, to }, eventId);
        checkpoint("notifications-before-commit");
      });
      checkpoint("notifications-after-commit");
      for (const { userId, unreadCount, countedAt, ...notification } of await shownOf(db.em.fork(), to, eventId)) {
        // Not waited for: streams read the rows again when Redis was away.
        topics
          .publish(notificationsTopic, userId, { notification, unreadCount, countedAt })
          .catch((error: unknown) => log.warn({ err: error }, "notification not published"));
      }
    }
  };
}

/** As many statements for one account as for BATCH of them. */
async function write(em: EntityManager, kind: NotificationKind, told: Told<object>, eventId: string): Promise<void> {
  const wanted = (await recipients(em, kind, told.to)).filter(({ channels }) => channels.length > 0);
  if (wanted.length === 0) return;
  const made = await rows<{ id: string; userId: string; channels: Channel[] }>(
    em,
    `insert into notifications (id, user_id, kind, event_id, thread, channels, data, subject_type, subject_id, created_at, read_at)
     select w.id, w.user_id, ?, ?::uuid, ?, w.channels, ?::jsonb, ?, ?::uuid, now(),
       case when ? or exists (
         select from notifications later where later.user_id = w.user_id and later.thread = ? and later.kind = ? and later.event_id > ?::uuid
       ) then now() end
     from jsonb_to_recordset(?::jsonb) as w (id uuid, user_id uuid, channels text[])
     on conflict (user_id, event_id) do nothing
     returning id, user_id as "userId", channels`,
    [
      kind.name,
      eventId,
      told.thread ?? null,
      JSON.stringify(told.data),
      told.subject?.type ?? null,
      told.subject?.id ?? null,
      told.seen ?? false,
      told.thread ?? null,
      kind.name,
      eventId,
      JSON.stringify(wanted.map(({ userId, channels }) => ({ id: newId(), user_id: userId, channels }))),
    ],
  );
  if (told.thread !== undefined && made.length > 0) await retireOlder(em, kind, told.thread, eventId);
  for (const { id, userId, channels } of made) {
    const [byMail, byPush] = [channels.includes("EMAIL"), channels.includes("PUSH")];
    if (byMail || byPush) announce(em, notificationCreated, { notificationId: id, userId, byMail, byPush });
  }
  await em.flush();
}

/** Those of `to` that may be told, each with the channels it wants. */
async function recipients(em: EntityManager, kind: NotificationKind, to: readonly string[]) {
  const found = await rows<{ userId: string; said: Record<string, boolean> }>(
    em,
    `select u.id as "userId", coalesce(jsonb_object_agg(p.channel, p.enabled) filter (where p.channel is not null), '{}') as said
     from users u left join notification_preferences p on p.user_id = u.id and p.kind = ?
     where u.id = any(?::uuid[]) and ${REACHABLE} group by u.id order by u.id`,
    [kind.name, `{${to.join(",")}}`],
  );
  return found.map(({ userId, said }) => ({ userId, channels: channelsFor(kind, new Map(Object.entries(said))) }));
}

/** The newest of a thread is the one that counts. */
async function retireOlder(em: EntityManager, kind: NotificationKind, thread: string, eventId: string): Promise<void> {
  await em.execute(
    `update notifications n set read_at = now() from notifications made
     where made.event_id = ?::uuid and made.kind = ? and made.thread = ? and n.user_id = made.user_id and n.thread = made.thread
       and n.kind = made.kind and n.event_id < made.event_id and n.read_at is null`,
    [eventId, kind.name, thread],
  );
}

/** What the event put into lists, whenever that was, with what their accounts have not read. */
function shownOf(em: EntityManager, to: readonly string[], eventId: string): Promise<Shown[]> {
  return rows<Shown>(
    em,
    `select ${NOTIFICATION_COLUMNS}, n.user_id as "userId", ${countColumns("n.user_id")}
     from notifications n join users u on u.id = n.user_id
     where n.user_id = any(?::uuid[]) and n.event_id = ?::uuid and 'IN_APP' = any(n.channels)`,
    [`{${to.join(",")}}`, eventId],
  );
}
