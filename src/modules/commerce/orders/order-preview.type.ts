import { Field, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../graphql/derived.js";
import { MoneyType } from "../../../graphql/money.js";
import type { Money } from "../../../kernel/money.js";
import type { TaxMode } from "../catalogue/product.entity.js";
import { ProductType, TaxModeEnum } from "../catalogue/product.type.js";
import type { OrderPreview, PreviewLine } from "./preview-order.js";
import { sumOf, totalOf } from "./price-order.js";

const money = (of: (line: PreviewLine) => number) => (line: PreviewLine) => ({ amountMinor: of(line), currency: line.currency });
const sum = (of: (line: PreviewLine) => number) => (preview: OrderPreview) => ({
  ...{ amountMinor: sumOf(preview.lines.map(of)), currency: preview.currency },
});

@ObjectType("OrderPreviewLine", { description: "An item of a preview, at its present price." })
export class OrderPreviewLineType {
  @Field(() => ProductType, { description: "The product." })
  product!: PreviewLine["product"];

  @Field(() => Int, { description: "Number of pieces." })
  quantity!: number;

  @Derived(money(({ price }) => price.amountMinor))
  @Field(() => MoneyType, { description: "Price of one piece: with tax if INCLUSIVE, otherwise without." })
  unitPrice?: Money;

  @Derived(({ price }: PreviewLine) => price.taxMode)
  @Field(() => TaxModeEnum, { description: "How the price relates to its tax." })
  taxMode?: TaxMode;

  @Derived(({ price }: PreviewLine) => price.taxRateBp)
  @Field(() => Int, { description: "Tax rate in basis points: 1900 is 19%." })
  taxRateBp?: number;

  @Derived(money(({ discountMinor }) => discountMinor))
  @Field(() => MoneyType, { description: "Its share of the discount of the code, off the price of all its pieces." })
  discount?: Money;

  @Derived(money(({ netMinor }) => netMinor))
  @Field(() => MoneyType, { description: "Price of the line without tax, after the discount." })
  net?: Money;

  @Derived(money(({ taxMinor }) => taxMinor))
  @Field(() => MoneyType, { description: "Its share of the tax." })
  tax?: Money;

  @Derived(money((line) => totalOf([line])))
  @Field(() => MoneyType, { description: "Price of the line with tax, after the discount." })
  total?: Money;
}

@ObjectType("OrderPreview", { description: "What an order would cost now. Nothing is reserved, and no code is used." })
export class OrderPreviewType {
  @Field(() => [OrderPreviewLineType], { description: "What would be ordered, in the order of the input." })
  lines!: readonly PreviewLine[];

  @Derived(sum(({ discountMinor }) => discountMinor))
  @Field(() => MoneyType, {
    description: "What the code takes off the prices: the sum of the lines' discounts. `net` and `tax` are after it.",
  })
  discount?: Money;

  @Derived(sum(({ netMinor }) => netMinor))
  @Field(() => MoneyType, { description: "Sum of the lines without tax." })
  net?: Money;

  @Derived(sum(({ taxMinor }) => taxMinor))
  @Field(() => MoneyType, { description: "Sum of the tax." })
  tax?: Money;

  @Derived(sum((line) => totalOf([line])))
  @Field(() => MoneyType, { description: "What would be paid: net and tax." })
  total?: Money;
}
