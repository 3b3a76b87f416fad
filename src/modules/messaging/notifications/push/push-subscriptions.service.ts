import type { SignedIn } from "../../../../access/viewer.js";
import { badInput } from "../../../../kernel/errors.js";
import { isId, newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { isPushKey, type PushSender } from "../../../../platform/push/push.js";
import type { PushSubscriptionRow } from "./push-subscription.entity.js";
import type { SubscribeToPushInput } from "./push-subscription.type.js";

export interface PushSubscriptionsService {
  publicKey(): string;
  list(em: EntityManager, viewer: SignedIn): Promise<PushSubscriptionRow[]>;
  /**
   * An endpoint is one browser: it belongs to the account that subscribed last, with its latest keys. BAD_USER_INPUT
   * names the field.
   */
  subscribe(viewer: SignedIn, target: SubscribeToPushInput): Promise<PushSubscriptionRow>;
  /** Returns the id of the removed subscription. */
  unsubscribe(viewer: SignedIn, which: { endpoint?: string | null; id?: string | null }): Promise<string | null>;
}

/** Maximum number of browsers per account; beyond it, the oldest is removed. */
const MOST = 20;

const rowOf = ({ endpoint, ...row }: { id: string; endpoint: string; createdAt: Date }): PushSubscriptionRow => ({
  ...row,
  service: new URL(endpoint).hostname,
});

export function createPushSubscriptionsService({ db, push }: { db: Database; push: PushSender }): PushSubscriptionsService {
  const read = (em: EntityManager, userId: string) =>
    rows<{ id: string; endpoint: string; createdAt: Date }>(
      em,
      `select id, endpoint, created_at as "createdAt" from push_subscriptions where user_id = ? order by id desc`,
      [userId],
    );

  return {
    publicKey: () => push.publicKey,

    list: async (em, viewer) => (await read(em, viewer.id)).map(rowOf),

    async subscribe(viewer, { endpoint, p256dh, auth }) {
      const objection = push.objection(endpoint);
      if (objection) throw badInput("input.endpoint", `The endpoint ${objection}.`);
      if (!isPushKey(p256dh)) throw badInput("input.p256dh", "This is not a P-256 public key in base64url.");
      const secret = Buffer.from(auth, "base64url");
      if (secret.length !== 16) throw badInput("input.auth", "This is not 16 bytes in base64url.");
      return db.transaction(async (em) => {
        await em.execute(
          `insert into push_subscriptions (id, user_id, endpoint, p256dh, auth, created_at) values (?, ?, ?, ?, ?, now())
           on conflict (endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth`,
          [
            newId(),
            viewer.id,
            new URL(endpoint).href,
            Buffer.from(p256dh, "base64url").toString("base64url"),
            secret.toString("base64url"),
          ],
        );
        await em.execute(
          `delete from push_subscriptions where id in (select id from push_subscriptions where user_id = ? and endpoint <> ? order by id desc offset ${MOST - 1})`,
          [viewer.id, new URL(endpoint).href],
        );
        const mine = await read(em, viewer.id);
        return rowOf(mine.find((one) => one.endpoint === new URL(endpoint).href)!);
      });
    },

    async unsubscribe(viewer, { endpoint, id }) {
      if ((endpoint == null) === (id == null))
        throw badInput(endpoint == null ? "input.endpoint" : "input.id", "Give either `endpoint` or `id`.");
      if (id != null && !isId(id)) return null;
      if (endpoint != null && !URL.canParse(endpoint)) return null;
      const [column, value] = id == null ? ["endpoint", new URL(endpoint!).href] : ["id", id];
      const [removed] = await rows<{ id: string }>(
        db.em.fork(),
        `delete from push_subscriptions where user_id = ? and ${column} = ? returning id`,
        [viewer.id, value],
      );
      return removed?.id ?? null;
    },
  };
}
