import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { AMOUNT_MAX, PRICE_MAX, WHOLE_BP } from "../../../kernel/money.js";
import { newId } from "../../../kernel/ids.js";
import { Between, BetweenIf, CountUpTo, MaxChars, PresentExactlyIf } from "../../../platform/database/checks.js";
import { Organization } from "../../accounts/organizations/organization.entity.js";
import { User } from "../../base/users/user.entity.js";
import { Product, ProductPrice, QUANTITY_MAX, TAX_MODES, TITLE_MAX, type TaxMode } from "../catalogue/product.entity.js";
import type { OrderTerms } from "../catalogue/terms.js";
import { DiscountCode } from "./codes/discount-code.entity.js";
import { CLOSE_REASONS, ORDER_STATUSES, type CloseReason, type OrderStatus } from "./order-status.js";

export const KEY_MAX = 100;
export const REASON_MAX = 500;

/**
 * The row is the outbox: an order with a `dueAt` in the past and no lease has work to do, whatever the queue says. It is kept for
 * accounting when its account is deleted, without the link to it.
 */
@Entity({ tableName: "orders" })
@Unique({ name: "orders_key_unique", properties: ["user", "idempotencyKey"] })
@Index({ name: "orders_user_index", properties: ["user", "id"] })
@Index({ name: "orders_status_index", properties: ["status", "id"] })
@Index({
  name: "orders_discount_unique",
  expression: "create unique index orders_discount_unique on orders (user_id, discount_code_id) where discount_used",
})
@Index({ name: "orders_due_index", expression: "create index orders_due_index on orders (due_at) where due_at is not null" })
export class Order {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Null once the account is deleted. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: false, deleteRule: "set null" })
  user: Ref<User> | null = null;

  @Property({ type: "text" })
  @MaxChars(KEY_MAX)
  idempotencyKey!: string;

  /** SHA-256 of what was ordered: the same key with other content is refused. */
  @Property({ type: "text" })
  @MaxChars(64)
  contentSha256!: string;

  @Enum({ items: ORDER_STATUSES })
  status: OrderStatus = "RESERVED";

  /** What CLOSING leads to. */
  @Enum({ items: CLOSE_REASONS, nullable: true })
  closeReason: CloseReason | null = null;

  /** For people: why it was refunded or declined. */
  @Property({ type: "text", nullable: true })
  @MaxChars(REASON_MAX)
  reason: string | null = null;

  @Property({ type: "text" })
  @MaxChars(3)
  currency!: string;

  /** Minor units, without tax. */
  @Property({ type: "integer" })
  @Between(0, AMOUNT_MAX)
  netMinor!: number;

  @Property({ type: "integer" })
  @Between(0, AMOUNT_MAX)
  taxMinor!: number;

  /** What a code took off the prices; net and tax are after it. */
  @Property({ type: "integer", default: 0 })
  @Between(0, AMOUNT_MAX)
  discountMinor: number = 0;

  @ManyToOne(() => DiscountCode, { ref: true, nullable: true, index: true, deleteRule: "restrict" })
  discountCode: Ref<DiscountCode> | null = null;

  /** It counts as a use of the code: until it is declined, cancelled or expired. */
  @Property({ type: "boolean", default: false })
  discountUsed: boolean = false;

  /** What is paid: net and tax. */
  @Property({ type: "integer" })
  @BetweenIf(0, AMOUNT_MAX, "total_minor = net_minor + tax_minor")
  totalMinor!: number;

  /** What partial refunds give back, from the moment they are ordered; all of it once the order is REFUNDED. */
  @Property({ type: "integer", default: 0 })
  @CountUpTo("total_minor")
  refundedMinor: number = 0;

  /** Its members get the seats that the order gives. */
  @ManyToOne(() => Organization, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  organization: Ref<Organization> | null = null;

  /** Pieces of limited stock are reserved: true until they are sold or released. */
  @Property({ type: "boolean", default: true })
  holdsStock: boolean = true;

  /** Its lines were fulfilled and not revoked since. */
  @Property({ type: "datetime", nullable: true })
  fulfilledAt: Date | null = null;

  /** Unpaid orders end then. */
  @Property({ type: "datetime" })
  expiresAt!: Date;

  /** Incremented by each claim. */
  @Property({ type: "integer", default: 0 })
  attempt: number = 0;

  @Property({ type: "datetime", nullable: true })
  leasedUntil: Date | null = null;

  /** When a worker should look at it next. Null: never. */
  @Property({ type: "datetime", nullable: true })
  dueAt: Date | null = null;

  /** Consecutive failures of the present step. */
  @Property({ type: "integer", default: 0 })
  failures: number = 0;

  /** Raised by every change: watchers see that something is new. */
  @Property({ type: "integer", default: 1 })
  revision: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("status in ('COMPLETED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'REFUNDED')")
  finishedAt: Date | null = null;
}

/** What was ordered, with price, tax and terms as of then. */
@Entity({ tableName: "order_lines" })
@Unique({ name: "order_lines_product_unique", properties: ["order", "product"] })
export class OrderLine {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Order, { ref: true, index: false, deleteRule: "cascade" })
  order!: Ref<Order>;

  @Property({ type: "integer" })
  place!: number;

  @ManyToOne(() => Product, { ref: true, index: true, deleteRule: "restrict" })
  product!: Ref<Product>;

  @ManyToOne(() => ProductPrice, { ref: true, index: true, deleteRule: "restrict" })
  price!: Ref<ProductPrice>;

  @Property({ type: "text" })
  @MaxChars(TITLE_MAX)
  title!: string;

  @Property({ type: "integer" })
  @Between(1, QUANTITY_MAX)
  quantity!: number;

  @Property({ type: "integer" })
  @Between(0, PRICE_MAX)
  unitMinor!: number;

  @Enum({ items: TAX_MODES })
  taxMode!: TaxMode;

  @Property({ type: "integer" })
  @Between(0, WHOLE_BP)
  taxRateBp!: number;

  @Property({ type: "integer" })
  @Between(0, AMOUNT_MAX)
  netMinor!: number;

  @Property({ type: "integer" })
  @Between(0, AMOUNT_MAX)
  taxMinor!: number;

  /** Its share of the order's discount, off the price of its pieces. */
  @Property({ type: "integer", default: 0 })
  @Between(0, AMOUNT_MAX)
  discountMinor: number = 0;

  @Property({ type: "integer", default: 0 })
  @CountUpTo("net_minor")
  refundedNetMinor: number = 0;

  @Property({ type: "integer", default: 0 })
  @CountUpTo("tax_minor")
  refundedTaxMinor: number = 0;

  /** When a refund took back what it gave. */
  @Property({ type: "datetime", nullable: true })
  takenBackAt: Date | null = null;

  @Property({ type: "json" })
  terms!: OrderTerms;

  /** Whether its pieces are counted in the product's stock. */
  @Property({ type: "boolean" })
  limited!: boolean;
}

export const EVENT_DETAIL_MAX = 500;

/** History of an order. Append-only: a trigger refuses changes, and removals without the order. */
@Entity({ tableName: "order_events" })
@Index({ name: "order_events_order_index", properties: ["order", "id"] })
export class OrderEvent {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Order, { ref: true, index: false, deleteRule: "cascade" })
  order!: Ref<Order>;

  /** The status that it has from then on. */
  @Enum({ items: ORDER_STATUSES })
  status!: OrderStatus;

  /** What happened, for people. No personal data. */
  @Property({ type: "text" })
  @MaxChars(EVENT_DETAIL_MAX)
  detail!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  at: Date = new Date();
}
