import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../graphql/derived.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { idOf } from "../../../graphql/global-ids.js";
import { MoneyType } from "../../../graphql/money.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import type { Money } from "../../../kernel/money.js";
import type { TaxMode } from "../catalogue/product.entity.js";
import { TaxModeEnum } from "../catalogue/product.type.js";
import { PAYMENT_STATES, type PaymentState } from "../payments/payment-state.js";
import type { PaymentRow } from "../payments/payment.rows.js";
import type { OrderEventRow, OrderLineRow, OrderRow } from "./order.rows.js";
import { ORDER_STATUSES, type OrderStatus } from "./order-status.js";

export const OrderStatusEnum = enumOf(ORDER_STATUSES);
registerEnumType(OrderStatusEnum, {
  name: "OrderStatus",
  description: "Where an order is. COMPLETED, DECLINED, CANCELLED, EXPIRED and REFUNDED are final.",
  valuesConfig: {
    RESERVED: { description: "Placed: prices are fixed and stock is reserved. The payment is being requested." },
    AWAITING_PAYMENT: { description: "Send the customer to `payment.redirectUrl`." },
    PAID: { description: "Paid, or nothing to pay. It is being fulfilled." },
    FULFILLED: { description: "Fulfilled. In `history` only: it is COMPLETED at the same moment." },
    COMPLETED: { description: "Fulfilled, and the receipt is on its way." },
    CLOSING: { description: "Being cancelled, or expired: the payment is being closed." },
    DECLINED: { description: "The payment was declined. The stock is released." },
    CANCELLED: { description: "Cancelled before it was paid. The stock is released." },
    EXPIRED: { description: "Not paid in time. The stock is released." },
    REFUNDING: { description: "The money is being given back, and what was given is being taken back." },
    REFUNDED: { description: "The money was given back. `reason` says why." },
  },
});

const PaymentStateEnum = enumOf(PAYMENT_STATES);
registerEnumType(PaymentStateEnum, {
  name: "PaymentState",
  description: "State of a payment, as its provider reports it.",
  valuesConfig: {
    PENDING: { description: "Not paid yet." },
    FAILED: { description: "Declined." },
    CANCELLED: { description: "Closed without a payment." },
    SUCCEEDED: { description: "Paid." },
    REFUNDED: { description: "Given back." },
  },
});

const money = (amountMinor: number, { currency }: { currency: string }): Money => ({ amountMinor, currency });

@ObjectType("OrderLine", { simpleResolvers: true, description: "An item of an order, with its price as of when it was placed." })
export class OrderLineType implements Pick<OrderLineRow, "title" | "quantity" | "taxMode" | "taxRateBp" | "takenBack"> {
  @Field(() => String, { description: "Title of the product when it was ordered." })
  title!: string;

  @Field(() => Int, { description: "Number of pieces." })
  quantity!: number;

  @Derived((line: OrderLineRow) => money(line.unitMinor, line))
  @Field(() => MoneyType, { description: "Price of one piece: with tax if INCLUSIVE, otherwise without." })
  unitPrice?: Money;

  @Field(() => TaxModeEnum, { description: "How the price relates to its tax." })
  taxMode!: TaxMode;

  @Field(() => Int, { description: "Tax rate in basis points: 1900 is 19%." })
  taxRateBp!: number;

  @Derived((line: OrderLineRow) => money(line.discountMinor, line))
  @Field(() => MoneyType, { description: "Its share of the discount of a code, off the price of all its pieces." })
  discount?: Money;

  @Derived((line: OrderLineRow) => money(line.netMinor, line))
  @Field(() => MoneyType, { description: "Price of the line without tax, after the discount." })
  net?: Money;

  @Derived((line: OrderLineRow) => money(line.taxMinor, line))
  @Field(() => MoneyType, {
    description: "Its share of the tax. The tax is computed on the sum of lines that are taxed alike, and split to whole minor units.",
  })
  tax?: Money;

  @Derived((line: OrderLineRow) => money(line.refundedMinor, line))
  @Field(() => MoneyType, { description: "What was given back of it, with tax, or is on its way." })
  refunded?: Money;

  @Field(() => Boolean, { description: "Whether a refund has taken back what it gave." })
  takenBack!: boolean;

  @Derived((line: OrderLineRow) => money(line.netMinor + line.taxMinor, line))
  @Field(() => MoneyType, { description: "Price of the line with tax, after the discount." })
  total?: Money;
}

@ObjectType("OrderEvent", { simpleResolvers: true, description: "A step of an order's history. Never changed." })
export class OrderEventType implements Omit<OrderEventRow, "id" | "orderId"> {
  @Field(() => OrderStatusEnum, { description: "The status from then on." })
  status!: OrderStatus;

  @Field(() => String, { description: "What happened: one English sentence." })
  detail!: string;

  @Field(() => GraphQLDateTime, { description: "When." })
  at!: Date;
}

@ObjectType("OrderPayment", { description: "The payment of an order." })
export class OrderPaymentType implements Pick<PaymentRow, "provider" | "state" | "paidAt" | "refundedAt"> {
  @Field(() => String, { description: "Name of the payment provider, such as `development`." })
  provider!: string;

  @Field(() => PaymentStateEnum, { description: "Its state." })
  state!: PaymentState;

  @Derived((row: PaymentRow) => (row.state === "PENDING" ? row.redirectUrl : null))
  @Field(() => String, {
    nullable: true,
    description:
      "Address to send the customer to, who returns to `/orders/<id>` of the web application. Null once there is nothing to pay.",
  })
  redirectUrl?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the money was received; null if it was not." })
  paidAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was given back; null if it was not." })
  refundedAt!: Date | null;
}

@ObjectType("Order", { implements: Node, description: "An order. Visible to its customer, to admins and to support." })
export class OrderType implements Pick<
  OrderRow,
  "id" | "status" | "reason" | "discountCode" | "organizationId" | "createdAt" | "expiresAt" | "finishedAt" | "revision"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => OrderStatusEnum, { description: "Where it is." })
  status!: OrderStatus;

  @Field(() => String, { nullable: true, description: "Why it was declined or refunded: one English sentence. Null otherwise." })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: "The discount code; null without one." })
  discountCode!: string | null;

  @Derived((row: OrderRow) => money(row.discountMinor, row))
  @Field(() => MoneyType, {
    description: "What the code took off the prices: the sum of its lines' discounts. `net` and `tax` are after it.",
  })
  discount?: Money;

  @Derived((row: OrderRow) => money(row.netMinor, row))
  @Field(() => MoneyType, { description: "Sum of its lines without tax." })
  net?: Money;

  @Derived((row: OrderRow) => money(row.taxMinor, row))
  @Field(() => MoneyType, { description: "Sum of the tax." })
  tax?: Money;

  @Derived((row: OrderRow) => money(row.totalMinor, row))
  @Field(() => MoneyType, { description: "What is paid: net and tax." })
  total?: Money;

  @Derived((row: OrderRow) => money(row.refundedMinor, row))
  @Field(() => MoneyType, { description: "What was given back, or is on its way: the sum of `refunds` that are not REFUSED." })
  refunded?: Money;

  @Field(() => idOf("Organization"), { nullable: true, description: "ID of the organization that gets its seats; null if it names none." })
  organizationId!: string | null;

  @Derived(({ status }: OrderRow) => status === "RESERVED" || status === "AWAITING_PAYMENT")
  @Field(() => Boolean, { description: "Whether `cancelOrder` is still possible." })
  cancellable?: boolean;

  @Field(() => Int, { description: "Increases with every change." })
  revision!: number;

  @Field(() => GraphQLDateTime, { description: "When it was placed." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "If it is not paid by then, it ends and its stock is released." })
  expiresAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it reached its final status; null before." })
  finishedAt!: Date | null;
}

export const OrderConnection = connectionOf("Order", () => OrderType);
