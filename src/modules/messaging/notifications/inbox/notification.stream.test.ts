import { afterEach, describe, expect, it } from "@jest/globals";
import { newId } from "../../../../kernel/ids.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { watchNotifications, type NotificationEvent } from "./notification.stream.js";
import type { NotificationRow, NotificationsChanged } from "./notification.topics.js";

const row = (change: Partial<NotificationRow> = {}): NotificationRow => ({
  id: newId(),
  kind: "security",
  data: {},
  subjectType: null,
  subjectId: null,
  createdAt: new Date(),
  readAt: null,
  locale: "en",
  ...change,
});

const watched: AsyncIterableIterator<NotificationEvent>[] = [];

/** A stage whose rows and channel the test controls; the real Redis and PostgreSQL are met in test/e2e. */
function stage() {
  let kept: NotificationRow[] = [];
  let clock = 1;
  let deliver: (change: NotificationsChanged) => void = () => undefined;
  let reconnected: () => void = () => undefined;
  let onSnapshot: () => void = () => undefined;
  let open = 0;
  const count = () => ({ unreadCount: kept.length, countedAt: clock++ });
  const pubSub = {
    subscribe: async (_topic: unknown, _key: string, onMessage: typeof deliver) => {
      open++;
      deliver = onMessage;
      return () => open--;
    },
    onReconnect: (callback: () => void) => {
      reconnected = callback;
      return () => undefined;
    },
  } as unknown as PubSub;
  const notifications = {
    since: async (_userId: string, fromId: string) => {
      onSnapshot();
      return kept.filter(({ id }) => id >= fromId).slice(-100);
    },
    countAfter: async (_userId: string, known: string) => kept.filter(({ id }) => id > known).length,
    count: async () => count(),
    viewOf: ({ id }: NotificationRow) => ({ id }),
  } as never;
  const db = { em: { fork: () => null } } as never;
  const log = { warn: () => undefined } as unknown as Logger;
  return {
    async watch(after: string | null = null) {
      const events = await watchNotifications({ db, pubSub, notifications, log }, "u", after);
      watched.push(events);
      return events;
    },
    keep: (...more: NotificationRow[]) => (kept = [...kept, ...more]),
    count,
    publish: (change: NotificationsChanged) => deliver(change),
    reconnect: () => reconnected(),
    whileSnapshotIsRead: (act: () => void) => (onSnapshot = act),
    open: () => open,
  };
}

async function take(events: AsyncIterator<NotificationEvent>, count: number) {
  const seen: [id: string | undefined, unreadCount: number][] = [];
  for (let i = 0; i < count; i++) {
    const { notification, unreadCount } = (await events.next()).value as NotificationEvent;
    seen.push([notification?.id, unreadCount]);
  }
  return seen;
}

describe("notificationReceived stream", () => {
  afterEach(() => Promise.all(watched.splice(0).map((events) => events.return!())));

  it("begins with the count, and passes each notification once however often it is published", async () => {
    const { watch, keep, publish, count } = stage();
    const events = await watch();
    const [one, two] = [row(), row()];
    keep(one);
    publish({ notification: one, ...count() });
    publish({ notification: one, ...count() });
    keep(two);
    publish({ notification: two, ...count() });
    expect(await take(events, 3)).toEqual([
      [undefined, 0],
      [one.id, 1],
      [two.id, 2],
    ]);
  });

  it("keeps the count that was made last, whichever comes last", async () => {
    const { watch, publish } = stage();
    const events = await watch();
    const [one, two] = [row(), row()];
    publish({ notification: two, unreadCount: 2, countedAt: 20 });
    publish({ notification: one, unreadCount: 1, countedAt: 10 });
    expect(await take(events, 3)).toEqual([
      [undefined, 0],
      [two.id, 2],
      [one.id, 2],
    ]);
  });

  it("loses nothing that happens between subscribing and the snapshot, and doubles nothing", async () => {
    const { watch, keep, publish, count, whileSnapshotIsRead } = stage();
    const one = row();
    whileSnapshotIsRead(() => {
      keep(one);
      publish({ notification: one, ...count() });
    });
    const events = await watch();
    expect(await take(events, 1)).toEqual([[one.id, 1]]);
  });

  it("gives first what was made after the one that the client has", async () => {
    const { watch, keep } = stage();
    const all = [row({ id: newId(1000) }), row({ id: newId(2000) }), row({ id: newId(3000) })] as const;
    keep(...all);
    expect(await take(await watch(all[0].id), 2)).toEqual([
      [all[1].id, 3],
      [all[2].id, 3],
    ]);
  });

  it("loses none that was committed late, though its id is older than the one that the client has", async () => {
    const { watch, keep } = stage();
    const [late, known] = [row({ id: newId(119_000) }), row({ id: newId(120_000) })];
    keep(late, known);
    expect(await take(await watch(known.id), 1)).toEqual([[late.id, 2]]);
  });

  it("gives the newest where there are too many, and says how many it leaves out", async () => {
    const { watch, keep } = stage();
    const all = Array.from({ length: 151 }, (_, i) => row({ id: newId(100_000 * (i + 1)) }));
    keep(...all);
    const events = await watch(all[0]!.id);
    const first = (await events.next()).value as NotificationEvent;
    expect([first.notification?.id, first.skipped]).toEqual([all[51]!.id, 50]);
    expect((await take(events, 99)).at(-1)![0]).toBe(all[150]!.id);
  });

  it("reads what Redis lost once it is back", async () => {
    const { watch, keep, reconnect } = stage();
    const events = await watch();
    await take(events, 1);
    const lost = row();
    keep(lost);
    reconnect();
    expect(await take(events, 1)).toEqual([[lost.id, 1]]);
  });

  it("frees the channel at once when the client leaves while nothing happens", async () => {
    const { watch, open } = stage();
    const events = await watch();
    await take(events, 1);
    const waiting = events.next();
    await events.return!();
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(open()).toBe(0);
  });
});
