import { notificationCreated } from "../../../../events/notification-created.event.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { Platform } from "../../../../platform/platform.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { channelsFor, type Channel, type NotificationKind, type Told } from "../../../contracts/notification-kind.js";
import { countColumns, NOTIFICATION_COLUMNS, notificationsTopic, type NotificationRow } from "./notification.topics.js";
import { REACHABLE } from "../push/reachable.js";

/** Named points where tests kill the worker. */
export type NotifyCheckpoint = "notifications-before-commit" | "notifications-after-commit";

export interface NotifyDependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
  redis: Platform["redis"];
  env: Platform["env"];
  checkpoint: (name: NotifyCheckpoint) => void;
}

/** Accounts per transaction, for events with many recipients. */
const BATCH = 500;

type Shown = NotificationRow & { userId: string; unreadCount: number; countedAt: number };

/**
 * Runs in the worker for each event of a kind. Idempotent: there is one row per event and account, and the mail and push
 * events are written with it. Rows of an earlier run are published again, as that run may have died before publishing.
 */
export function createNotify({ db, pubSub, log, redis, env, checkpoint }: NotifyDependencies) {
  return async (kind: NotificationKind, event: object, eventId: string): Promise<void> => {
    const told = await kind.tell(db.em.fork(), event, { redis, env });
    if (!told) return;
    const everyone = [...new Set(told.to)].sort();
    for (let from = 0; from < everyone.length; from += BATCH) {
      const to = everyone.slice(from, from + BATCH);
      await db.transaction(async (em) => {
        await write(em, kind, { ...told, to }, eventId);
        checkpoint("notifications-before-commit");
      });
      checkpoint("notifications-after-commit");
      for (const { userId, unreadCount, countedAt, ...notification } of await shownOf(db.em.fork(), to, eventId)) {
        // Not awaited: streams re-read the rows if Redis was down.
        pubSub
          .publish(notificationsTopic, userId, { notification, unreadCount, countedAt })
          .catch((error: unknown) => log.warn({ err: error }, "notification not published"));
      }
    }
  };
}

/** Uses the same number of statements for one account as for BATCH accounts. */
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

/** The accounts in `to` that may be notified, each with its enabled channels. */
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

/** Only the newest notification of a thread counts as unread. */
async function retireOlder(em: EntityManager, kind: NotificationKind, thread: string, eventId: string): Promise<void> {
  await em.execute(
    `update notifications n set read_at = now() from notifications made
     where made.event_id = ?::uuid and made.kind = ? and made.thread = ? and n.user_id = made.user_id and n.thread = made.thread
       and n.kind = made.kind and n.event_id < made.event_id and n.read_at is null`,
    [eventId, kind.name, thread],
  );
}

/** In-app notifications of the event, including those of earlier runs, with the unread counts of their accounts. */
function shownOf(em: EntityManager, to: readonly string[], eventId: string): Promise<Shown[]> {
  return rows<Shown>(
    em,
    `select ${NOTIFICATION_COLUMNS}, n.user_id as "userId", ${countColumns("n.user_id")}
     from notifications n join users u on u.id = n.user_id
     where n.user_id = any(?::uuid[]) and n.event_id = ?::uuid and 'IN_APP' = any(n.channels)`,
    [`{${to.join(",")}}`, eventId],
  );
}
