import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { PRICE_MAX } from "../../../../kernel/money.js";
import { Between, MaxChars } from "../../../../platform/database/checks.js";
import { Organization } from "../../../accounts/organizations/organization.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { PRICE_INTERVALS, Product, ProductPrice, type PriceInterval } from "../../catalogue/product.entity.js";
import { STRIPE_ID_MAX } from "../../payments/stripe/stripe-event.entity.js";
import { BillingCustomer } from "../customers/billing-customer.entity.js";
import { SUBSCRIPTION_STATES, type SubscriptionState } from "./subscription-state.js";

/** A discount on a subscription: of a coupon, perhaps by a promotion code. */
export interface Discount {
  /** Stripe's id of the discount. */
  id: string;
  /** Name of the coupon for people. */
  name: string;
  /** What the customer entered; null if an admin gave the coupon. */
  code: string | null;
  /** Hundredths of a percent; null for a coupon of an amount. */
  percentBp: number | null;
  /** Minor units of `currency`; null for a coupon of a percentage. */
  amountMinor: number | null;
  currency: string | null;
  /** When it ends, as an ISO time; null: never, or after its first invoice. */
  endsAt: string | null;
}

/** A subscription to a plan. Stripe has the truth; the row is what Stripe said last, and the only writer is `syncSubscription`. */
@Entity({ tableName: "subscriptions" })
@Index({ name: "subscriptions_user_list_index", properties: ["user", "id"] })
@Index({ name: "subscriptions_organization_list_index", properties: ["organization", "id"] })
@Index({
  name: "subscriptions_grace_index",
  expression: "create index subscriptions_grace_index on subscriptions (grace_until) where state = 'PAST_DUE'",
})
@Index({
  name: "subscriptions_trial_index",
  expression: "create index subscriptions_trial_index on subscriptions (trial_ends_at) where state = 'TRIALING' and trial_told_at is null",
})
export class PlanSubscription {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @Unique({ name: "subscriptions_stripe_unique" })
  @MaxChars(STRIPE_ID_MAX)
  stripeId!: string;

  @ManyToOne(() => BillingCustomer, { ref: true, index: true, deleteRule: "restrict" })
  customer!: Ref<BillingCustomer>;

  /** The holder, as of the customer. Null for an organization, and once the account is deleted. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: false, deleteRule: "set null" })
  user: Ref<User> | null = null;

  @ManyToOne(() => Organization, { ref: true, nullable: true, index: false, deleteRule: "set null" })
  organization: Ref<Organization> | null = null;

  /** Null if the price at Stripe is not one of ours: such a subscription gives nothing. */
  @ManyToOne(() => Product, { ref: true, nullable: true, index: true, deleteRule: "restrict" })
  product: Ref<Product> | null = null;

  @ManyToOne(() => ProductPrice, { ref: true, nullable: true, index: true, deleteRule: "restrict" })
  price: Ref<ProductPrice> | null = null;

  @Enum({ items: SUBSCRIPTION_STATES })
  state!: SubscriptionState;

  /** As Stripe calls it: PAST_DUE and SUSPENDED depend on the clock too. */
  @Property({ type: "text" })
  @MaxChars(30)
  stripeStatus!: string;

  /** Seats of a plan that is paid by seat, otherwise 1. */
  @Property({ type: "integer" })
  quantity!: number;

  @Property({ type: "text" })
  @MaxChars(3)
  currency!: string;

  /** Price of one piece and interval, in minor units, without discounts. */
  @Property({ type: "integer" })
  @Between(0, PRICE_MAX)
  unitMinor!: number;

  @Enum({ items: PRICE_INTERVALS, nullable: true })
  billingInterval: PriceInterval | null = null;

  @Property({ type: "datetime" })
  periodStart!: Date;

  /** When the next invoice is due, unless it ends then. */
  @Property({ type: "datetime" })
  periodEnd!: Date;

  @Property({ type: "datetime", nullable: true })
  trialEndsAt: Date | null = null;

  /** It ends then, at the end of the period. */
  @Property({ type: "datetime", nullable: true })
  cancelAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  endedAt: Date | null = null;

  /** Until then an unpaid subscription keeps what it gives. */
  @Property({ type: "datetime", nullable: true })
  graceUntil: Date | null = null;

  @Property({ type: "json", default: "[]" })
  discounts: Discount[] = [];

  /** When the holder was told that the trial ends. */
  @Property({ type: "datetime", nullable: true })
  trialToldAt: Date | null = null;

  /** SHA-256 of what Stripe said: reconciliation sees what differs. */
  @Property({ type: "text" })
  @MaxChars(64)
  fingerprint!: string;

  @Property({ type: "datetime" })
  startedAt!: Date;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  updatedAt: Date = new Date();
}
