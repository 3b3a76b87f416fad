import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { AMOUNT_MAX } from "../../../../kernel/money.js";
import { newId } from "../../../../kernel/ids.js";
import { Between, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";
import { Order, OrderLine, REASON_MAX } from "../order.entity.js";

/** REFUSED: the provider will not pay it. Only DONE ones moved money. */
export const REFUND_STATES = ["PENDING", "DONE", "REFUSED"] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/**
 * Money that goes back for an order. Its amount is counted in `orders.refunded_minor` from the moment it is ordered, so that concurrent refunds
 * never exceed what was paid.
 */
@Entity({ tableName: "order_refunds" })
@Index({ name: "order_refunds_order_index", properties: ["order", "id"] })
@Index({ name: "order_refunds_finished_index", properties: ["finishedAt"] })
export class OrderRefund {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Order, { ref: true, index: false, deleteRule: "cascade" })
  order!: Ref<Order>;

  @Enum({ items: REFUND_STATES })
  state: RefundState = "PENDING";

  /** Everything that was left, with everything that was given: the order is REFUNDED. */
  @Property({ type: "boolean" })
  whole!: boolean;

  @Property({ type: "integer" })
  @Between(1, AMOUNT_MAX)
  amountMinor!: number;

  /** For the customer. */
  @Property({ type: "text" })
  @MaxChars(REASON_MAX)
  reason!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("state <> 'PENDING'")
  finishedAt: Date | null = null;
}

/** The share of a line in a refund. Lines without one are left out. */
@Entity({ tableName: "order_refund_lines" })
@Unique({ name: "order_refund_lines_line_unique", properties: ["refund", "line"] })
export class OrderRefundLine {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => OrderRefund, { ref: true, index: false, deleteRule: "cascade" })
  refund!: Ref<OrderRefund>;

  @ManyToOne(() => OrderLine, { ref: true, index: true, deleteRule: "cascade" })
  line!: Ref<OrderLine>;

  @Property({ type: "integer" })
  @Between(0, AMOUNT_MAX)
  netMinor!: number;

  @Property({ type: "integer" })
  @Between(0, AMOUNT_MAX)
  taxMinor!: number;

  /** What the line gave is taken back. */
  @Property({ type: "boolean" })
  takesBack!: boolean;
}
