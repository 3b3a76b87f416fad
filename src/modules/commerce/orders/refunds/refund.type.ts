import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Max, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { MoneyType } from "../../../../graphql/money.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { AMOUNT_MAX, type Money } from "../../../../kernel/money.js";
import { REASON_MAX } from "../order.entity.js";
import { MOST_ITEMS } from "../order.input.js";
import type { OrderRow } from "../order.rows.js";
import { OrderType } from "../order.type.js";
import { REFUND_STATES, type RefundState } from "./order-refund.entity.js";
import type { RefundLineRow, RefundRow } from "./refund-rows.js";

const RefundStateEnum = enumOf(REFUND_STATES);
registerEnumType(RefundStateEnum, {
  name: "RefundState",
  description: "State of a refund.",
  valuesConfig: {
    PENDING: { description: "Ordered; the payment provider works on it." },
    DONE: { description: "The money was given back." },
    REFUSED: { description: "The payment provider did not give it back. Nothing was taken back for it." },
  },
});

type RefundLine = RefundLineRow & { currency: string };

@ObjectType("OrderRefundLine", { simpleResolvers: true, description: "Share of an order's line in a refund." })
export class OrderRefundLineType implements Pick<RefundLineRow, "title" | "takesBack"> {
  @Field(() => String, { description: "Title of the product when it was ordered." })
  title!: string;

  @Derived(({ netMinor, currency }: RefundLine): Money => ({ amountMinor: netMinor, currency }))
  @Field(() => MoneyType, { description: "Amount without tax." })
  net?: Money;

  @Derived(({ taxMinor, currency }: RefundLine): Money => ({ amountMinor: taxMinor, currency }))
  @Field(() => MoneyType, { description: "Tax." })
  tax?: Money;

  @Field(() => Boolean, { description: "Whether what the product gave is taken back." })
  takesBack!: boolean;
}

@ObjectType("OrderRefund", { simpleResolvers: true, description: "Money that goes back for an order." })
export class OrderRefundType implements Pick<RefundRow, "state" | "whole" | "reason" | "createdAt" | "finishedAt"> {
  @Field(() => RefundStateEnum, { description: "Its state." })
  state!: RefundState;

  @Field(() => Boolean, { description: "Whether it is everything that was left: then the order is REFUNDED." })
  whole!: boolean;

  @Derived(({ amountMinor, currency }: RefundRow): Money => ({ amountMinor, currency }))
  @Field(() => MoneyType, { description: "Amount with tax." })
  amount?: Money;

  @Field(() => String, { description: "Why: one line." })
  reason!: string;

  @Derived(({ lines, currency }: RefundRow): RefundLine[] => lines.map((line) => ({ ...line, currency })))
  @Field(() => [OrderRefundLineType], { description: "How it is split among the lines of the order; lines without a share are left out." })
  lines?: RefundLine[];

  @Field(() => GraphQLDateTime, { description: "When it was ordered." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was done or refused; null before." })
  finishedAt!: Date | null;
}

@InputType({ description: "A part of an order to refund: exactly one of `amountMinor` and `productIds`." })
export class RefundOrderPartInput {
  @Field(() => idOf("Order"), { description: "The order." })
  id!: string;

  @Field(() => Int, { description: "`Order.revision` as you have seen it, so that a repeated call does not refund twice." })
  @IsInt()
  expectedRevision!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "Amount with tax, in minor units of the order's currency, from 1 to less than what is left. It is split among all lines; the customer keeps everything.",
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(AMOUNT_MAX)
  amountMinor?: number | null;

  @Field(() => [idOf("Product")], {
    nullable: true,
    description: "Products whose lines are refunded as a whole and taken back: 1 to all but one of the order.",
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ITEMS)
  productIds?: string[] | null;

  @Field(() => String, { description: `Why, shown to the customer: one line, 1 to ${REASON_MAX} characters.` })
  @Length(1, REASON_MAX)
  @Trimmed()
  @OneLine()
  reason!: string;
}

@ObjectType({ description: "Result of refundOrderPart." })
export class RefundOrderPartPayload {
  @Field(() => OrderType, { description: "The order, with the new refund, PENDING at first." })
  order!: OrderRow;
}
