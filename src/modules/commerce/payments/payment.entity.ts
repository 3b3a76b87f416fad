import { Entity, Enum, Index, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { AMOUNT_MAX } from "../../../kernel/money.js";
import { newId } from "../../../kernel/ids.js";
import { Between, CountUpTo, IsJsonObject, MaxChars, PresentExactlyIf } from "../../../platform/database/checks.js";
import { PAYMENT_STATES, type PaymentState } from "./payment-state.js";

export const PROVIDER_MAX = 20;
export const PROVIDER_ID_MAX = 200;
export const REDIRECT_MAX = 2000;

/** The payment of one order. No personal data: who pays is known to the provider. */
@Entity({ tableName: "payments" })
// Staff look for what a provider shows them.
@Index({ name: "payments_provider_payment_id_index", properties: ["providerPaymentId"] })
@Unique({ name: "payments_provider_unique", properties: ["provider", "providerPaymentId"] })
export class Payment {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** The order; without a foreign key, as orders are a module above. */
  @Property({ type: "uuid" })
  @Unique({ name: "payments_order_unique" })
  orderId!: string;

  @Property({ type: "text" })
  @MaxChars(PROVIDER_MAX)
  provider!: string;

  /** Null until the provider has answered. */
  @Property({ type: "text", nullable: true })
  @MaxChars(PROVIDER_ID_MAX)
  providerPaymentId: string | null = null;

  /** Minor units. */
  @Property({ type: "integer" })
  @Between(1, AMOUNT_MAX)
  amountMinor!: number;

  /** Given back so far, in parts; the whole amount once it is REFUNDED. */
  @Property({ type: "integer", default: 0 })
  @CountUpTo("amount_minor")
  refundedMinor: number = 0;

  @Property({ type: "text" })
  @MaxChars(3)
  currency!: string;

  @Enum({ items: PAYMENT_STATES })
  state: PaymentState = "PENDING";

  /** Where the customer pays. */
  @Property({ type: "text", nullable: true })
  @MaxChars(REDIRECT_MAX)
  redirectUrl: string | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  /** When the money was received. */
  @Property({ type: "datetime", nullable: true })
  paidAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("state = 'REFUNDED'")
  refundedAt: Date | null = null;
}

export const EVENT_OUTCOMES = ["APPLIED", "IGNORED", "UNKNOWN"] as const;
export type EventOutcome = (typeof EVENT_OUTCOMES)[number];

/** An event of a provider, stored once. */
@Entity({ tableName: "payment_events" })
@Unique({ name: "payment_events_event_unique", properties: ["provider", "eventId"] })
@Index({ name: "payment_events_payment_index", properties: ["provider", "providerPaymentId", "id"] })
export class PaymentEvent {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @MaxChars(PROVIDER_MAX)
  provider!: string;

  /** The provider's id of the event. */
  @Property({ type: "text" })
  @MaxChars(PROVIDER_ID_MAX)
  eventId!: string;

  @Property({ type: "text" })
  @MaxChars(PROVIDER_ID_MAX)
  providerPaymentId!: string;

  /** What it says of the payment. */
  @Enum({ items: PAYMENT_STATES })
  state!: PaymentState;

  /** Further facts for support; no personal data, no card data. */
  @Property({ type: "json", default: "{}" })
  @IsJsonObject()
  details: object = {};

  /** UNKNOWN: no payment of ours has this id yet; its state is asked from the provider later. */
  @Enum({ items: EVENT_OUTCOMES })
  outcome!: EventOutcome;

  @Property({ type: "datetime", defaultRaw: "now()" })
  receivedAt: Date = new Date();
}
