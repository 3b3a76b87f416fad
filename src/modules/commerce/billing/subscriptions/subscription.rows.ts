import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { PriceInterval } from "../../catalogue/product.entity.js";
import type { Discount } from "./subscription.entity.js";
import type { SubscriptionState } from "./subscription-state.js";

export interface SubscriptionRow {
  id: string;
  stripeId: string;
  userId: string | null;
  organizationId: string | null;
  productId: string | null;
  priceId: string | null;
  state: SubscriptionState;
  quantity: number;
  currency: string;
  unitMinor: number;
  interval: PriceInterval | null;
  periodStart: Date;
  periodEnd: Date;
  trialEndsAt: Date | null;
  cancelAt: Date | null;
  endedAt: Date | null;
  graceUntil: Date | null;
  discounts: Discount[];
  startedAt: Date;
  updatedAt: Date;
}

export const SUBSCRIPTION_COLUMNS = `s.id, s.stripe_id as "stripeId", s.user_id as "userId", s.organization_id as "organizationId",
  s.product_id as "productId", s.price_id as "priceId", s.state, s.quantity, s.currency, s.unit_minor as "unitMinor",
  s.billing_interval as "interval", s.period_start as "periodStart", s.period_end as "periodEnd", s.trial_ends_at as "trialEndsAt",
  s.cancel_at as "cancelAt", s.ended_at as "endedAt", s.grace_until as "graceUntil", s.discounts, s.started_at as "startedAt",
  s.updated_at as "updatedAt"`;

export const NEWEST_SUBSCRIPTION_FIRST = newestFirst<SubscriptionRow>("s.id");

/**
 * Of table `alias` with the columns `user_id` and `organization_id`: own objects, and those of organizations that the viewer runs. An API
 * token does not see those of organizations. Admins see all.
 */
export function seenBy(viewer: SignedIn, alias: string): { sql: string; params: unknown[] } {
  if (isAdmin(viewer)) return { sql: "true", params: [] };
  if (viewer.scopes) return { sql: `${alias}.user_id = ?`, params: [viewer.id] };
  const runs = `select organization_id from organization_members where user_id = ? and role in ('OWNER', 'MANAGER')`;
  return { sql: `(${alias}.user_id = ? or ${alias}.organization_id in (${runs}))`, params: [viewer.id, viewer.id] };
}

export async function readSubscription(em: EntityManager, viewer: SignedIn, id: string): Promise<SubscriptionRow> {
  const seen = seenBy(viewer, "s");
  const sql = `select ${SUBSCRIPTION_COLUMNS} from subscriptions s where s.id = ? and ${seen.sql}`;
  const [row] = await rows<SubscriptionRow>(em, sql, [id, ...seen.params]);
  if (!row) throw notFound("subscription");
  return row;
}
