import { subscriptionChanged, type SubscriptionChanged } from "../../../../events/subscription-changed.event.js";
import { messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { notificationKind } from "../../../contracts/notification-kind.js";
import type { SubscriptionNews } from "./subscription-state.js";

interface Told {
  news: SubscriptionNews;
  plan: string;
  /** ISO day that the news is about: the end of the trial or of the grace period. Empty without one. */
  day: string;
}

interface Found {
  plan: string;
  day: Date | null;
  to: string[] | null;
}

/** To the account, or the owners of the organization. */
async function tell(em: EntityManager, { subscriptionId, news }: SubscriptionChanged) {
  const day = news === "TRIAL_ENDING" ? "s.trial_ends_at" : news === "PAYMENT_FAILED" ? "s.grace_until" : "null::timestamptz";
  const [found] = await rows<Found>(
    em,
    `select coalesce(p.title, '') as plan, ${day} as day, (select json_agg(u.id) from users u where u.deleted_at is null and (u.id = s.user_id
       or u.id in (select m.user_id from organization_members m where m.organization_id = s.organization_id and m.role = 'OWNER'))) as "to"
     from subscriptions s left join products p on p.id = s.product_id where s.id = ?`,
    [subscriptionId],
  );
  if (!found?.to) return null;
  const data: Told = { news, plan: found.plan, day: found.day?.toISOString().slice(0, 10) ?? "" };
  return { to: found.to, data, subject: { type: "PlanSubscription", id: subscriptionId }, thread: subscriptionId };
}

function text({ news, plan, day }: Told, language: MessageLanguage) {
  const [title, body] = messagesIn(language).subscription[news];
  const filled = (sentence: string) => sentence.replace("{plan}", plan).replace("{day}", day);
  return { title: filled(title), body: filled(body) };
}

const TROUBLE: readonly SubscriptionNews[] = ["PAYMENT_FAILED", "SUSPENDED"];

const trouble = notificationKind<SubscriptionChanged, Told>({
  name: "subscription-unpaid",
  title: "Unpaid subscriptions",
  description: "A payment for a subscription failed, or it was suspended.",
  channels: { IN_APP: "ALWAYS", EMAIL: "ALWAYS", PUSH: "OFF" },
  subject: "PlanSubscription",
  event: subscriptionChanged,
  tell: async (em, event) => (TROUBLE.includes(event.news) ? tell(em, event) : null),
  text,
});

const change = notificationKind<SubscriptionChanged, Told>({
  name: "subscription-changed",
  title: "Subscriptions",
  description: "A subscription of yours has begun or ended, its trial ends, or it is paid again.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "PlanSubscription",
  event: subscriptionChanged,
  tell: async (em, event) => (TROUBLE.includes(event.news) ? null : tell(em, event)),
  text,
});

export const subscriptionNotifications = [trouble, change];
