import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AMOUNT_MAX } from "../../../../kernel/money.js";
import { Between, MaxChars } from "../../../../platform/database/checks.js";
import { Organization } from "../../../accounts/organizations/organization.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { STRIPE_ID_MAX } from "../../payments/stripe/stripe-event.entity.js";
import { BillingCustomer } from "../customers/billing-customer.entity.js";
import { PlanSubscription } from "../subscriptions/subscription.entity.js";

/** DRAFT: can still change, and is not shown to customers. */
export const INVOICE_STATES = ["DRAFT", "OPEN", "PAID", "UNCOLLECTIBLE", "VOID"] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

export const TRANSACTION_KINDS = ["PAYMENT", "REFUND"] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

export const TRANSACTION_STATES = ["PENDING", "SUCCEEDED", "FAILED"] as const;
export type TransactionState = (typeof TRANSACTION_STATES)[number];

/** A line of an invoice; a proration may be negative. */
export interface InvoiceLine {
  description: string;
  quantity: number;
  amountMinor: number;
}

const URL_MAX = 2000;

/** An invoice of Stripe, kept for accounting when the account of its customer is deleted. The only writer is `syncInvoice`. */
@Entity({ tableName: "invoices" })
@Index({ name: "invoices_user_index", properties: ["user", "id"] })
@Index({ name: "invoices_organization_index", properties: ["organization", "id"] })
export class Invoice {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @Unique({ name: "invoices_stripe_unique" })
  @MaxChars(STRIPE_ID_MAX)
  stripeId!: string;

  @ManyToOne(() => BillingCustomer, { ref: true, index: true, deleteRule: "restrict" })
  customer!: Ref<BillingCustomer>;

  /** Null for an invoice without one, and until the subscription is known. */
  @ManyToOne(() => PlanSubscription, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  subscription: Ref<PlanSubscription> | null = null;

  @ManyToOne(() => User, { ref: true, nullable: true, index: false, deleteRule: "set null" })
  user: Ref<User> | null = null;

  @ManyToOne(() => Organization, { ref: true, nullable: true, index: false, deleteRule: "set null" })
  organization: Ref<Organization> | null = null;

  /** The invoice number, without gaps by customer or account, as set at Stripe. Null for a draft. */
  @Property({ type: "text", nullable: true })
  @MaxChars(100)
  number: string | null = null;

  @Enum({ items: INVOICE_STATES })
  state!: InvoiceState;

  @Property({ type: "text" })
  @MaxChars(3)
  currency!: string;

  /** Minor units, as all amounts here. Before discounts and tax; negative if credits outweigh. */
  @Property({ type: "integer" })
  @Between(-AMOUNT_MAX, AMOUNT_MAX)
  subtotalMinor!: number;

  @Property({ type: "integer" })
  discountMinor!: number;

  @Property({ type: "integer" })
  @Between(-AMOUNT_MAX, AMOUNT_MAX)
  taxMinor!: number;

  @Property({ type: "integer" })
  @Between(-AMOUNT_MAX, AMOUNT_MAX)
  totalMinor!: number;

  /** What is left to pay. */
  @Property({ type: "integer" })
  dueMinor!: number;

  @Property({ type: "integer" })
  paidMinor!: number;

  /** Sum of its refunds that have not failed. */
  @Property({ type: "integer", default: 0 })
  refundedMinor: number = 0;

  @Property({ type: "json", default: "[]" })
  lines: InvoiceLine[] = [];

  /** Page of Stripe where it can be paid and downloaded; cleared with the account. */
  @Property({ type: "text", nullable: true })
  @MaxChars(URL_MAX)
  hostedUrl: string | null = null;

  @Property({ type: "text", nullable: true })
  @MaxChars(URL_MAX)
  pdfUrl: string | null = null;

  @Property({ type: "datetime" })
  periodStart!: Date;

  @Property({ type: "datetime" })
  periodEnd!: Date;

  /** When it became final. */
  @Property({ type: "datetime", nullable: true })
  issuedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  paidAt: Date | null = null;

  /** See PlanSubscription. */
  @Property({ type: "text" })
  @MaxChars(64)
  fingerprint!: string;

  /** When Stripe created it. */
  @Property({ type: "datetime" })
  createdAt!: Date;
}

/** Money of an invoice on its way: a try to charge the customer, or a refund. */
@Entity({ tableName: "invoice_transactions" })
@Index({ name: "invoice_transactions_invoice_index", properties: ["invoice", "id"] })
export class InvoiceTransaction {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Invoice, { ref: true, index: false, deleteRule: "cascade" })
  invoice!: Ref<Invoice>;

  @Property({ type: "text" })
  @Unique({ name: "invoice_transactions_stripe_unique" })
  @MaxChars(STRIPE_ID_MAX)
  stripeId!: string;

  @Enum({ items: TRANSACTION_KINDS })
  kind!: TransactionKind;

  @Enum({ items: TRANSACTION_STATES })
  state!: TransactionState;

  @Property({ type: "integer" })
  amountMinor!: number;

  @Property({ type: "text" })
  @MaxChars(3)
  currency!: string;

  /** Why it failed: a code of Stripe, such as `card_declined`. */
  @Property({ type: "text", nullable: true })
  @MaxChars(100)
  failureCode: string | null = null;

  @Property({ type: "datetime" })
  at!: Date;
}
