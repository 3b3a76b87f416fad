import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { Organization } from "../../../accounts/organizations/organization.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { STRIPE_ID_MAX } from "../../payments/stripe/stripe-event.entity.js";

/** Tax number of a customer, as Stripe has it. */
export interface TaxId {
  /** Stripe's name of the kind, such as `eu_vat`. */
  type: string;
  value: string;
  /** Whether the authority knows it: `verified`, `unverified`, `pending` or `unavailable`. */
  verification: string;
}

/**
 * Who pays for subscriptions: an account or an organization, as a customer of Stripe. Name, address and cards are there only. A customer
 * without either is being deleted, or is deleted, at Stripe.
 */
@Entity({ tableName: "billing_customers" })
@Check({ name: "billing_customers_holder_check", expression: "user_id is null or organization_id is null" })
@Index({
  name: "billing_customers_user_unique",
  expression:
    "create unique index billing_customers_user_unique on billing_customers (user_id) where deleted_at is null and user_id is not null",
})
@Index({
  name: "billing_customers_organization_unique",
  expression:
    "create unique index billing_customers_organization_unique on billing_customers (organization_id) where deleted_at is null and organization_id is not null",
})
@Index({
  name: "billing_customers_deletion_index",
  expression:
    "create index billing_customers_deletion_index on billing_customers (deletion_due_at) where deletion_due_at is not null and deleted_at is null",
})
export class BillingCustomer {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Null for an organization, and once the account is deleted. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: "billing_customers_user_index", deleteRule: "set null" })
  user: Ref<User> | null = null;

  @ManyToOne(() => Organization, {
    ref: true,
    nullable: true,
    index: "billing_customers_organization_index",
    deleteRule: "set null",
  })
  organization: Ref<Organization> | null = null;

  @Property({ type: "text" })
  @Unique({ name: "billing_customers_stripe_unique" })
  @MaxChars(STRIPE_ID_MAX)
  stripeId!: string;

  @Property({ type: "json", default: "[]" })
  taxIds: TaxId[] = [];

  /** When a worker should delete it at Stripe, which ends its subscriptions. Null: never. */
  @Property({ type: "datetime", nullable: true })
  deletionDueAt: Date | null = null;

  /** When it was deleted at Stripe. */
  @Property({ type: "datetime", nullable: true })
  deletedAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

/** Prices and tax rates of ours that exist at Stripe. Both never change there either. */
@Entity({ tableName: "stripe_copies" })
export class StripeCopy {
  /** `price:<id>` or `tax:<rate>:<mode>`. */
  @PrimaryKey({ type: "text" })
  @MaxChars(100)
  key!: string;

  @Property({ type: "text" })
  @MaxChars(STRIPE_ID_MAX)
  stripeId!: string;
}
