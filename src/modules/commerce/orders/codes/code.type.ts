import { IsInt, IsOptional, Length, Matches, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { MoneyType } from "../../../../graphql/money.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { AMOUNT_MAX, WHOLE_BP, type Money } from "../../../../kernel/money.js";
import type { CodeRow } from "./code.rows.js";
import { CODE_MAX, USES_MAX } from "./discount-code.entity.js";

const CODE_LEAST = 4;
const LETTERS = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
const letters = { message: "must consist of letters, digits, hyphens and underscores" };

const inCurrency = (amountMinor: number | null, { currency }: CodeRow): Money | null =>
  amountMinor !== null && currency !== null ? { amountMinor, currency } : null;

@ObjectType("DiscountCode", {
  implements: Node,
  description:
    "A code that takes a percentage or an amount off orders, once for each account. For admins. Codes of subscriptions are made in Stripe.",
})
export class DiscountCodeType implements Omit<CodeRow, "amountMinor" | "minimumMinor" | "currency"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "What customers enter, in any case." })
  code!: string;

  @Field(() => Int, { nullable: true, description: "Basis points off the prices: 2500 is 25%. Null for a code of an amount." })
  percentBp!: number | null;

  @Derived((row: CodeRow) => inCurrency(row.amountMinor, row))
  @Field(() => MoneyType, { nullable: true, description: "Amount off the prices of an order. Null for a percentage." })
  amount?: Money | null;

  @Derived((row: CodeRow) => inCurrency(row.minimumMinor, row))
  @Field(() => MoneyType, { nullable: true, description: "Least sum of the prices of an order. Null: none." })
  minimum?: Money | null;

  @Field(() => GraphQLDateTime, { description: "It is taken from then on." })
  startsAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "It is taken until then. Null: until an admin ends it." })
  endsAt!: Date | null;

  @Field(() => Int, { nullable: true, description: "Number of orders that can have it. Null: unlimited." })
  maxUses!: number | null;

  @Field(() => Int, { description: "Number of orders that have it. Those that are declined, cancelled or expired do not count." })
  used!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When an admin ended it; null otherwise." })
  endedAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;
}

export const DiscountCodeConnection = connectionOf("DiscountCode", () => DiscountCodeType);

@InputType({ description: "Conditions on discount codes; all must hold." })
export class DiscountCodeFilterInput {
  @Field(() => String, { nullable: true, description: `Only this code, in any case; at most ${CODE_MAX} characters.` })
  @IsOptional()
  @MaxLength(CODE_MAX)
  code?: string | null;

  @Field(() => Boolean, { nullable: true, description: "True for those that are taken now, used up or not; false for the others." })
  valid?: boolean | null;
}

@InputType({ description: "A new discount code. Give either `percentBp` or `amountMinor`." })
export class CreateDiscountCodeInput {
  @Field(() => String, {
    description: `What customers enter, in any case: ${CODE_LEAST} to ${CODE_MAX} letters, digits, hyphens and underscores. Unique, also among those that have ended.`,
  })
  @Length(CODE_LEAST, CODE_MAX)
  @Matches(LETTERS, letters)
  code!: string;

  @Field(() => Int, { nullable: true, description: `Basis points off the prices, 1 to ${WHOLE_BP}: 2500 is 25%.` })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(WHOLE_BP)
  percentBp?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Minor units of \`currency\` off an order, 1 to ${AMOUNT_MAX}; never more than its prices. Taken off before tax that is added.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(AMOUNT_MAX)
  amountMinor?: number | null;

  @Field(() => String, { nullable: true, description: "ISO 4217 code: only for orders in it. Required with an amount or a minimum." })
  @IsOptional()
  @Length(3, 3)
  currency?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Least sum of the prices of an order before the discount, in minor units of \`currency\`, 1 to ${AMOUNT_MAX}. Null: none.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(AMOUNT_MAX)
  minimumMinor?: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "It is taken from then on. Default: now." })
  @IsOptional()
  startsAt?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "It is taken until then. Null: until `endDiscountCode`." })
  @IsOptional()
  endsAt?: Date | null;

  @Field(() => Int, { nullable: true, description: `Number of orders that can have it, 1 to ${USES_MAX}. Null: unlimited.` })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(USES_MAX)
  maxUses?: number | null;
}

@InputType({ description: "The discount code to end." })
export class EndDiscountCodeInput {
  @Field(() => idOf("DiscountCode"), { description: "The discount code." })
  id!: string;
}

@ObjectType({ description: "Result of createDiscountCode." })
export class CreateDiscountCodePayload {
  @Field(() => DiscountCodeType, { description: "The discount code." })
  discountCode!: CodeRow;
}

@ObjectType({ description: "Result of endDiscountCode." })
export class EndDiscountCodePayload {
  @Field(() => DiscountCodeType, { description: "The discount code, which has ended." })
  discountCode!: CodeRow;
}
