import { createHash } from "node:crypto";
import { fromStripeAmount, fromStripeCurrency, fromStripeTime } from "../../../../platform/stripe/amounts.js";
import { idOfStripe, type Stripe } from "../../../../platform/stripe/stripe.js";
import type { PriceInterval } from "../../catalogue/product.entity.js";
import type { Discount } from "./subscription.entity.js";

/** What `factsOf` reads of a subscription. */
export const SUBSCRIPTION_EXPAND = ["latest_invoice", "discounts.source.coupon", "discounts.promotion_code"];

/** What a subscription at Stripe says, without anything that depends on the clock or on our rows. */
export interface SubscriptionFacts {
  stripeId: string;
  customer: string;
  status: string;
  /** Our id of the price; null if the price is not one of ours. */
  priceId: string | null;
  quantity: number;
  currency: string;
  unitMinor: number;
  interval: PriceInterval | null;
  periodStart: Date;
  periodEnd: Date;
  trialEndsAt: Date | null;
  cancelAt: Date | null;
  endedAt: Date | null;
  startedAt: Date;
  /** Since when its latest invoice is unpaid; null unless it is past due. */
  unpaidSince: Date | null;
  discounts: Discount[];
}

const INTERVALS: Readonly<Record<string, PriceInterval>> = { month: "MONTH", year: "YEAR" };

/** Plans have one item. Throws for a subscription without any: Stripe does not allow it. */
export function factsOf(subscription: Stripe.Subscription): SubscriptionFacts {
  const item = subscription.items.data[0];
  if (!item) throw new Error("A subscription at Stripe has no item.");
  const currency = fromStripeCurrency(subscription.currency);
  const invoice = typeof subscription.latest_invoice === "object" ? subscription.latest_invoice : null;
  const periodEnd = fromStripeTime(item.current_period_end)!;
  return {
    stripeId: subscription.id,
    customer: idOfStripe(subscription.customer)!,
    status: subscription.status,
    priceId: item.price.metadata.price ?? null,
    quantity: item.quantity ?? 1,
    currency,
    unitMinor: fromStripeAmount(item.price.unit_amount ?? 0, currency),
    interval: INTERVALS[item.price.recurring?.interval ?? ""] ?? null,
    periodStart: fromStripeTime(item.current_period_start)!,
    periodEnd,
    trialEndsAt: fromStripeTime(subscription.trial_end),
    cancelAt: fromStripeTime(subscription.cancel_at) ?? (subscription.cancel_at_period_end ? periodEnd : null),
    endedAt: fromStripeTime(subscription.ended_at),
    startedAt: fromStripeTime(subscription.start_date)!,
    unpaidSince:
      subscription.status === "past_due" && invoice ? fromStripeTime(invoice.status_transitions.finalized_at ?? invoice.created) : null,
    discounts: subscription.discounts.flatMap((discount) => (typeof discount === "object" ? [discountOf(discount)] : [])),
  };
}

function discountOf({ id, source, promotion_code: promotion, end }: Stripe.Discount): Discount {
  const coupon = typeof source.coupon === "object" ? source.coupon : null;
  const currency = coupon?.currency ? fromStripeCurrency(coupon.currency) : null;
  const percent = coupon?.percent_off ?? null;
  return {
    id,
    name: (coupon?.name ?? coupon?.id ?? id).slice(0, 200),
    code: typeof promotion === "object" ? (promotion?.code ?? null) : null,
    percentBp: percent === null ? null : Math.round(percent * 100),
    amountMinor: coupon?.amount_off == null || !currency ? null : fromStripeAmount(coupon.amount_off, currency),
    currency,
    endsAt: fromStripeTime(end)?.toISOString() ?? null,
  };
}

/** SHA-256 of facts: two reads of an unchanged object have the same one. */
export function fingerprintOf(facts: object): string {
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}
