import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { NeverNull } from "../../../graphql/kept.js";
import { idOf } from "../../../graphql/global-ids.js";
import { OneLine } from "../../../graphql/one-line.js";
import { Trimmed } from "../../../graphql/trimmed.js";
import { PRICE_MAX, WHOLE_BP } from "../../../kernel/money.js";
import { KEY_MAX } from "../../base/entitlements/entitlement.entity.js";
import {
  DAYS_MAX,
  DESCRIPTION_MAX,
  QUANTITY_MAX,
  SLUG_MAX,
  STOCK_MAX,
  TITLE_MAX,
  TRIAL_DAYS_MAX,
  type PriceInterval,
  type ProductKindName,
  type TaxMode,
} from "./product.entity.js";
import type { ProductRow } from "./product.rows.js";
import { ProductKindEnum, ProductType, PriceIntervalEnum, TaxModeEnum } from "./product.type.js";
import { MOST_GRANTS } from "./terms.js";

/** Times QUANTITY_MAX pieces it is what one entitlement may have. */
const GRANT_MAX = 1000;

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const kebabCase = { message: "must consist of lower-case letters, digits and single hyphens between them" };

@InputType({ description: "An entitlement that a product gives." })
export class ProductGrantInput {
  @Field(() => String, { description: "A key of `entitlementKinds`; each at most once." })
  @MaxLength(KEY_MAX)
  key!: string;

  @Field(() => Int, { defaultValue: 1, description: `Quantity for counted kinds, 1 to ${GRANT_MAX}. Default 1.` })
  @IsInt()
  @Min(1)
  @Max(GRANT_MAX)
  quantity!: number;

  @Field(() => Boolean, { defaultValue: false, description: "Whether to multiply it by the number of pieces ordered. Default false." })
  perPiece!: boolean;
}

@InputType()
class ProductFields {
  @Field(() => String, { nullable: true, description: `Markdown, at most ${DESCRIPTION_MAX} characters.` })
  @IsOptional()
  @MaxLength(DESCRIPTION_MAX)
  description?: string | null;

  @Field(() => [ProductGrantInput], {
    nullable: true,
    description: `Entitlements that an order gives, at most ${MOST_GRANTS}. Default for a new product: none.`,
  })
  @IsOptional()
  @ArrayMaxSize(MOST_GRANTS)
  @ValidateNested({ each: true })
  grants?: ProductGrantInput[] | null;

  @Field(() => Int, { nullable: true, description: `How long they last, in days, 1 to ${DAYS_MAX}. Null: they do not expire.` })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(DAYS_MAX)
  durationDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Most pieces in one order, 1 to ${QUANTITY_MAX}. Default 1; always 1 for TRACK and CLASS_PLACE. More than 1 needs an entitlement that is given per piece.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(QUANTITY_MAX)
  maxQuantity?: number | null;

  @Field(() => Int, { nullable: true, description: `Pieces there are in all, sold ones included, 0 to ${STOCK_MAX}. Null: unlimited.` })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(STOCK_MAX)
  stock?: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "It can be ordered from this time on. Null: no restriction." })
  @IsOptional()
  availableFrom?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "It can be ordered until this time. Null: no restriction." })
  @IsOptional()
  availableUntil?: Date | null;
}

@InputType({ description: "A new product." })
export class CreateProductInput extends ProductFields {
  @Field(() => String, { description: `Unique name in URLs: lower-case letters, digits and hyphens, at most ${SLUG_MAX} characters.` })
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug!: string;

  @Field(() => ProductKindEnum, { description: "What an order of it does. Cannot be changed later." })
  kind!: ProductKindName;

  @Field(() => String, { description: `One line, 1 to ${TITLE_MAX} characters.` })
  @Length(1, TITLE_MAX)
  @Trimmed()
  @OneLine()
  title!: string;

  @Field(() => idOf("Track"), { nullable: true, description: "The track, for kind TRACK. Cannot be changed later." })
  trackId?: string | null;

  @Field(() => idOf("Class"), { nullable: true, description: "The class, for kind CLASS_PLACE. Cannot be changed later." })
  classId?: string | null;
}

@InputType({
  description:
    "Changes to a product; placed orders keep their terms. Omitted fields stay unchanged. null clears `description`, `durationDays`, `stock`, `availableFrom` and `availableUntil`; for other fields it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateProductInput>("title", "grants", "maxQuantity")
export class UpdateProductInput extends ProductFields {
  @Field(() => idOf("Product"), { description: "The product." })
  id!: string;

  @Field(() => Int, { description: "The `revision` that the change is based on." })
  @IsInt()
  @Min(1)
  expectedRevision!: number;

  @Field(() => String, { nullable: true, description: `One line, 1 to ${TITLE_MAX} characters.` })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Trimmed()
  @OneLine()
  title?: string | null;
}

@InputType({ description: "A new price of a product in a currency." })
export class SetProductPriceInput {
  @Field(() => idOf("Product"), { description: "The product." })
  productId!: string;

  @Field(() => String, { description: "ISO 4217 code of a currency in use, such as EUR." })
  @Length(3, 3)
  currency!: string;

  @Field(() => Int, { description: `Price of one piece in minor units of the currency, 0 to ${PRICE_MAX}. 0 is free.` })
  @IsInt()
  @Min(0)
  @Max(PRICE_MAX)
  amountMinor!: number;

  @Field(() => TaxModeEnum, { description: "How the price relates to its tax." })
  taxMode!: TaxMode;

  @Field(() => Int, { defaultValue: 0, description: `Tax rate in basis points, 0 to ${WHOLE_BP}: 1900 is 19%. 0 for NONE.` })
  @IsInt()
  @Min(0)
  @Max(WHOLE_BP)
  taxRateBp!: number;

  @Field(() => PriceIntervalEnum, {
    nullable: true,
    description: "For a subscription to a PLAN: how often it is paid. Null: paid once. A plan may have prices of each kind.",
  })
  @IsOptional()
  interval?: PriceInterval | null;

  @Field(() => Int, {
    nullable: true,
    description: `Free days at the start of a subscription, 1 to ${TRIAL_DAYS_MAX}. Only with \`interval\`. Null: none.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(TRIAL_DAYS_MAX)
  trialDays?: number | null;
}

@InputType({ description: "The product to offer." })
export class ActivateProductInput {
  @Field(() => idOf("Product"), { description: "The product." })
  id!: string;
}

@InputType({ description: "The product to withdraw." })
export class ArchiveProductInput {
  @Field(() => idOf("Product"), { description: "The product." })
  id!: string;
}

@ObjectType({ description: "Result of createProduct." })
export class CreateProductPayload {
  @Field(() => ProductType, { description: "The new product, a draft without a price." })
  product!: ProductRow;
}

@ObjectType({ description: "Result of updateProduct." })
export class UpdateProductPayload {
  @Field(() => ProductType, { description: "The product after the change." })
  product!: ProductRow;
}

@ObjectType({ description: "Result of setProductPrice." })
export class SetProductPricePayload {
  @Field(() => ProductType, { description: "The product, with the new price." })
  product!: ProductRow;
}

@ObjectType({ description: "Result of activateProduct." })
export class ActivateProductPayload {
  @Field(() => ProductType, { description: "The product, which is offered." })
  product!: ProductRow;
}

@ObjectType({ description: "Result of archiveProduct." })
export class ArchiveProductPayload {
  @Field(() => ProductType, { description: "The product, which is no longer offered." })
  product!: ProductRow;
}
