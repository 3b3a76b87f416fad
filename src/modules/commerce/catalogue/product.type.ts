import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../graphql/derived.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { idOf } from "../../../graphql/global-ids.js";
import { markdown, MarkdownType } from "../../../graphql/markdown.js";
import { MoneyType } from "../../../graphql/money.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import type { Money } from "../../../kernel/money.js";
import {
  PRICE_INTERVALS,
  PRODUCT_KINDS,
  PRODUCT_STATES,
  TAX_MODES,
  type PriceInterval,
  type ProductKindName,
  type ProductState,
  type TaxMode,
} from "./product.entity.js";
import { taxOf, type PriceRow, type ProductRow } from "./product.rows.js";
import { KINDS } from "./kinds/registry.js";
import type { ProductGrant } from "./terms.js";

export const ProductKindEnum = enumOf(PRODUCT_KINDS);
registerEnumType(ProductKindEnum, {
  name: "ProductKind",
  description: "What an order of a product does.",
  valuesConfig: Object.fromEntries(PRODUCT_KINDS.map((kind) => [kind, { description: KINDS[kind].description }])),
});

const ProductStateEnum = enumOf(PRODUCT_STATES);
registerEnumType(ProductStateEnum, {
  name: "ProductState",
  description: "Whether a product can be ordered.",
  valuesConfig: {
    DRAFT: { description: "Not offered yet. Visible to admins." },
    ACTIVE: { description: "Offered, within its period." },
    ARCHIVED: { description: "No longer offered. Orders of it stay." },
  },
});

export const TaxModeEnum = enumOf(TAX_MODES);
registerEnumType(TaxModeEnum, {
  name: "TaxMode",
  description: "How a price relates to its tax.",
  valuesConfig: {
    INCLUSIVE: { description: "The price contains the tax." },
    EXCLUSIVE: { description: "The tax is added to the price." },
    NONE: { description: "There is no tax." },
  },
});

export const PriceIntervalEnum = enumOf(PRICE_INTERVALS);
registerEnumType(PriceIntervalEnum, {
  name: "PriceInterval",
  description: "How often a subscription is paid.",
  valuesConfig: { MONTH: { description: "Every month." }, YEAR: { description: "Every year." } },
});

@ObjectType("ProductGrant", { simpleResolvers: true, description: "An entitlement that a product gives." })
export class ProductGrantType implements ProductGrant {
  @Field(() => String, { description: "A key of `entitlementKinds`." })
  key!: string;

  @Field(() => Int, { description: "Quantity, for counted kinds such as seats; otherwise 1." })
  quantity!: number;

  @Field(() => Boolean, { description: "Whether the quantity is multiplied by the number of pieces ordered, as for seats." })
  perPiece!: boolean;
}

@ObjectType("ProductPrice", {
  implements: Node,
  description: "A price of one piece. Prices never change: a new price replaces the current one, and orders keep theirs.",
})
export class ProductPriceType implements Pick<PriceRow, "id" | "taxMode" | "taxRateBp" | "interval" | "trialDays" | "createdAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Derived(({ amountMinor, currency }: PriceRow): Money => ({ amountMinor, currency }))
  @Field(() => MoneyType, { description: "The price as it was set: with the tax if INCLUSIVE, otherwise without." })
  amount?: Money;

  @Derived((price: PriceRow): Money => ({ amountMinor: taxOf(price, price.amountMinor), currency: price.currency }))
  @Field(() => MoneyType, { description: "Tax on one piece. An order taxes the sum of equally taxed lines, which may differ by rounding." })
  tax?: Money;

  @Derived((price: PriceRow): Money => ({
    amountMinor: price.amountMinor + (price.taxMode === "EXCLUSIVE" ? taxOf(price, price.amountMinor) : 0),
    currency: price.currency,
  }))
  @Field(() => MoneyType, { description: "What one piece costs with its tax." })
  total?: Money;

  @Field(() => TaxModeEnum, { description: "How the price relates to its tax." })
  taxMode!: TaxMode;

  @Field(() => Int, { description: "Tax rate in basis points: 1900 is 19%." })
  taxRateBp!: number;

  @Field(() => PriceIntervalEnum, {
    nullable: true,
    description: "Of a subscription, for `startSubscription`. Null: paid once, with `placeOrder`.",
  })
  interval!: PriceInterval | null;

  @Field(() => Int, {
    nullable: true,
    description: "Free days at the start of a customer's first subscription of the product. Null: none.",
  })
  trialDays!: number | null;

  @Field(() => GraphQLDateTime, { description: "Orders placed from this time on have this price, until the next one." })
  createdAt!: Date;
}

export const ProductPriceConnection = connectionOf("ProductPrice", () => ProductPriceType);

@ObjectType("ProductStock", { simpleResolvers: true, description: "Stock of a product. For admins." })
export class ProductStockType {
  @Field(() => Int, { description: "Pieces there are in all." })
  total!: number;

  @Field(() => Int, { description: "Pieces in orders that are not fulfilled yet." })
  reserved!: number;

  @Field(() => Int, { description: "Pieces in fulfilled orders." })
  sold!: number;
}

@ObjectType("Product", { implements: Node, description: "Something that can be ordered." })
export class ProductType implements Omit<
  ProductRow,
  "description" | "trackId" | "classId" | "stock" | "reserved" | "sold" | "createdAt" | "updatedAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Unique name in URLs, such as `pro`." })
  slug!: string;

  @Field(() => ProductKindEnum, { description: "What an order of it does." })
  kind!: ProductKindName;

  @Field(() => ProductStateEnum, { description: "Whether it is offered. Only admins see drafts and archived products in lists." })
  state!: ProductState;

  @Field(() => String, { description: "Display title." })
  title!: string;

  @Derived(({ description }: ProductRow) => markdown(description))
  @Field(() => MarkdownType, { description: "Description; may be empty." })
  description?: MarkdownType;

  @Field(() => [ProductGrantType], { description: "Entitlements that an order of it gives." })
  grants!: ProductGrant[];

  @Field(() => Int, { nullable: true, description: "How long these entitlements last, in days of 24 hours. Null: they do not expire." })
  durationDays!: number | null;

  @Field(() => Int, { description: "Most pieces in one order." })
  maxQuantity!: number;

  @Field(() => Boolean, { description: "Whether it can be ordered now: offered, within its period, and not sold out." })
  available!: boolean;

  @Derived(({ stock, reserved, sold }: ProductRow) => (stock === null ? null : Math.max(0, stock - reserved - sold)))
  @Field(() => Int, { nullable: true, description: "Pieces that can still be ordered. Null: unlimited." })
  remaining?: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "It can be ordered from this time on. Null: no restriction." })
  availableFrom!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "It can be ordered until this time. Null: no restriction." })
  availableUntil!: Date | null;

  @Field(() => Int, { description: "Increases with every change. Changes must state the revision they are based on." })
  revision!: number;
}

export const ProductConnection = connectionOf("Product", () => ProductType);

@InputType({ description: "Conditions on products; all must hold." })
export class ProductFilterInput {
  @Field(() => ProductKindEnum, { nullable: true, description: "Only products of this kind." })
  kind?: ProductKindName | null;

  @Field(() => idOf("Track"), { nullable: true, description: "Only products that give this track." })
  trackId?: string | null;
}

@InputType({ description: "Conditions on products, for admins; all must hold." })
export class ManagedProductFilterInput extends ProductFilterInput {
  @Field(() => ProductStateEnum, { nullable: true, description: "Only products in this state." })
  state?: ProductState | null;
}
