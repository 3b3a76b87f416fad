import { Entity, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { IsJsonObject, MaxChars } from "../../../../../platform/database/checks.js";

/**
 * An object of the built-in provider of subscriptions: what Stripe has in its own database. No personal data: names and addresses that
 * are sent to it are not stored.
 */
@Entity({ tableName: "development_billing_objects" })
@Index({ name: "development_billing_objects_kind_index", properties: ["kind", "id"] })
@Index({
  name: "development_billing_objects_due_index",
  expression: "create index development_billing_objects_due_index on development_billing_objects (due_at) where due_at is not null",
})
export class DevelopmentBillingObject {
  @PrimaryKey({ type: "text" })
  @MaxChars(255)
  id!: string;

  /** As `object` of Stripe's API, such as `invoice`. */
  @Property({ type: "text" })
  @MaxChars(40)
  kind!: string;

  /** In the shape of Stripe's API. */
  @Property({ type: "json" })
  @IsJsonObject()
  data!: object;

  /** When the period of a live subscription ends. */
  @Property({ type: "datetime", nullable: true })
  dueAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
