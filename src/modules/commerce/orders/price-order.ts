/** What the items of an order cost now: their products, prices, discount and tax. Nothing is locked or written. */
import { badInput, fieldErrors, notFound, type AppError } from "../../../kernel/errors.js";
import { AMOUNT_MAX, isCurrency } from "../../../kernel/money.js";
import { IS_ON_SALE, PRODUCT_COLUMNS, type PriceRow, type ProductRow } from "../catalogue/product.rows.js";
import { amountOf, totalsOf, type LineTotals } from "./order-totals.js";

export interface OrderItem {
  productId: string;
  quantity: number;
}

export interface OrderContent {
  currency: string;
  items: readonly OrderItem[];
  discountCode?: string | null;
}

type Price = Pick<PriceRow, "id" | "amountMinor" | "taxMode" | "taxRateBp">;
export type Offer = ProductRow & { price: Price | null };

export interface PricedItem extends OrderItem {
  product: ProductRow;
  price: Price;
  /** Only so many are for sale. */
  limited: boolean;
}

export interface PricedLine extends PricedItem, LineTotals {
  discountMinor: number;
}

export function checkContent({ items, currency }: OrderContent): void {
  const ids = items.map(({ productId }) => productId);
  if (new Set(ids).size < ids.length) throw badInput("input.items", "A product occurs twice. Use its quantity.", "DUPLICATE");
  if (!isCurrency(currency)) throw badInput("input.currency", "This is not a code of ISO 4217, such as EUR.", "UNKNOWN_VALUE");
}

/** Of products on sale, with the present price. Parameters: the currency, and the ids as an array. */
export const OFFERS = `select ${PRODUCT_COLUMNS}, (select jsonb_build_object('id', pp.id, 'amountMinor', pp.amount_minor, 'taxMode', pp.tax_mode, 'taxRateBp', pp.tax_rate_bp)
    from product_prices pp where pp.product_id = p.id and pp.currency = ? and pp.billing_interval is null order by pp.id desc limit 1) as price
  from products p where p.id = any(?::uuid[]) and ${IS_ON_SALE}`;

/** The items with their products and prices, in the order of the input. Errors: BAD_USER_INPUT, NOT_FOUND. */
export function priceItems(offers: readonly Offer[], { items, currency }: OrderContent): PricedItem[] {
  const byId = new Map(offers.map((product) => [product.id, product]));
  const onSale = items.map((item, index) => {
    const product = byId.get(item.productId);
    if (!product) throw notFound("product");
    const { maxQuantity: maximum, stock } = product;
    if (item.quantity <= maximum) return { ...item, product, limited: stock !== null };
    const facts = { minimum: 1, maximum, actual: item.quantity };
    throw badInput(`input.items.${index}.quantity`, `At most ${maximum} of it can be ordered at once.`, "OUT_OF_RANGE", facts);
  });
  const priced = onSale.map((item) => {
    const { price, title } = item.product;
    if (!price) throw badInput("input.currency", `${title} has no price in ${currency}.`, "UNKNOWN_VALUE");
    return { ...item, price };
  });
  expectPayable(sumOf(amountsOf(priced)));
  return priced;
}

/** The amount of each item before its discount, in minor units. */
export const amountsOf = (items: readonly PricedItem[]): number[] => items.map((item) => amountOf(priceFacts(item)));

/** `shares`: the discount of each item, in minor units. */
export function priceLines(items: readonly PricedItem[], shares: readonly number[]): PricedLine[] {
  const totals = totalsOf(items.map((item, index) => ({ ...priceFacts(item), discountMinor: shares[index]! })));
  expectPayable(totalOf(totals));
  return items.map((item, index) => ({ ...item, discountMinor: shares[index]!, ...totals[index]! }));
}

/** What is paid for the lines, in minor units. */
export const totalOf = (lines: readonly LineTotals[]): number => sumOf(lines.map(({ netMinor, taxMinor }) => netMinor + taxMinor));

export const sumOf = (amounts: readonly number[]): number => amounts.reduce((one, other) => one + other, 0);

function expectPayable(amountMinor: number): void {
  if (amountMinor > AMOUNT_MAX) throw badInput("input.items", `An order costs at most ${AMOUNT_MAX} minor units.`, "OUT_OF_RANGE");
}

/** `place`: of the item in the input. */
export function outOfStock(place: number, left: number, wanted: number): AppError {
  const message = left === 0 ? "This product is sold out." : `Only ${left} of this product are left.`;
  const field = `input.items.${place}.quantity`;
  return fieldErrors([{ field, code: "OUT_OF_RANGE", message, maximum: left, actual: wanted }], "OUT_OF_STOCK");
}

const priceFacts = ({ price, quantity }: PricedItem) => ({
  ...{ quantity, unitMinor: price.amountMinor, taxMode: price.taxMode, taxRateBp: price.taxRateBp },
});
