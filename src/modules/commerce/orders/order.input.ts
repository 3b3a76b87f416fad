import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../graphql/global-ids.js";
import { OneLine } from "../../../graphql/one-line.js";
import { Trimmed } from "../../../graphql/trimmed.js";
import { QUANTITY_MAX } from "../catalogue/product.entity.js";
import { CODE_MAX } from "./codes/discount-code.entity.js";
import { KEY_MAX, REASON_MAX } from "./order.entity.js";
import type { OrderRow } from "./order.rows.js";
import type { OrderStatus } from "./order-status.js";
import { OrderStatusEnum, OrderType } from "./order.type.js";

export const MOST_ITEMS = 20;
const PROVIDER_ID_MAX = 255;

@InputType({ description: "A product and how many of it." })
export class OrderItemInput {
  @Field(() => idOf("Product"), { description: "The product; each at most once." })
  productId!: string;

  @Field(() => Int, { defaultValue: 1, description: "Number of pieces, 1 to the product's `maxQuantity`. Default 1." })
  @IsInt()
  @Min(1)
  @Max(QUANTITY_MAX)
  quantity!: number;
}

@InputType({ description: "Internal base type; not part of the schema." })
abstract class OrderContentInput {
  @Field(() => String, { description: "ISO 4217 code of the currency to pay in. All products need a price in it." })
  @Length(3, 3)
  currency!: string;

  @Field(() => [OrderItemInput], { description: `What is ordered: 1 to ${MOST_ITEMS} products.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ITEMS)
  @ValidateNested({ each: true })
  items!: OrderItemInput[];

  @Field(() => String, {
    nullable: true,
    description: `A discount code, in any case; at most ${CODE_MAX} characters. An account has each code once; an order that is declined, cancelled or expired gives it back.`,
  })
  @IsOptional()
  @MaxLength(CODE_MAX)
  discountCode?: string | null;
}

@InputType({ description: "An order that could be placed." })
export class OrderPreviewInput extends OrderContentInput {}

@InputType({ description: "A new order." })
export class PlaceOrderInput extends OrderContentInput {
  @Field(() => String, {
    description: `A value of your choice, 8 to ${KEY_MAX} characters, such as a UUID. Repeating the call with it and the same content returns the same order.`,
  })
  @Length(8, KEY_MAX)
  @OneLine()
  idempotencyKey!: string;

  @Field(() => idOf("Organization"), {
    nullable: true,
    description: "An organization that you own or manage: it gets the seats that the order gives. Everything else goes to your account.",
  })
  @IsOptional()
  organizationId?: string | null;
}

@InputType({ description: "The order to cancel." })
export class CancelOrderInput {
  @Field(() => idOf("Order"), { description: "The order." })
  id!: string;
}

@InputType({ description: "The order to refund." })
export class RefundOrderInput {
  @Field(() => idOf("Order"), { description: "The order." })
  id!: string;

  @Field(() => String, { description: `Why, shown to the customer: one line, 1 to ${REASON_MAX} characters.` })
  @Length(1, REASON_MAX)
  @Trimmed()
  @OneLine()
  reason!: string;
}

@InputType({ description: "The order to try again." })
export class RetryOrderInput {
  @Field(() => idOf("Order"), { description: "The order." })
  id!: string;
}

@InputType({ description: "Conditions on orders; all must hold." })
export class OrderFilterInput {
  @Field(() => OrderStatusEnum, { nullable: true, description: "Only orders in this status." })
  status?: OrderStatus | null;

  @Field(() => idOf("User"), { nullable: true, description: "Only orders of this account." })
  userId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Only the order whose payment has this id at its provider, such as \`cs_…\` of a Checkout Session of Stripe; at most ${PROVIDER_ID_MAX} characters.`,
  })
  @IsOptional()
  @MaxLength(PROVIDER_ID_MAX)
  providerPaymentId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True for orders whose step has failed three times in a row or is 15 minutes late; false for the others.",
  })
  stuck?: boolean | null;
}

@ObjectType({ description: "Result of placeOrder." })
export class PlaceOrderPayload {
  @Field(() => OrderType, { description: "The order; the existing one if the key was used before." })
  order!: OrderRow;
}

@ObjectType({ description: "Result of cancelOrder." })
export class CancelOrderPayload {
  @Field(() => OrderType, { description: "The order, which is CLOSING until its payment is closed, then CANCELLED." })
  order!: OrderRow;
}

@ObjectType({ description: "Result of refundOrder." })
export class RefundOrderPayload {
  @Field(() => OrderType, { description: "The order, which is REFUNDING until the money is on its way, then REFUNDED." })
  order!: OrderRow;
}

@ObjectType({ description: "Result of retryOrder." })
export class RetryOrderPayload {
  @Field(() => OrderType, { description: "The order, whose present step is tried again." })
  order!: OrderRow;
}
