import { createHash } from "node:crypto";
import { organizationRoleOf } from "../../../access/policy.js";
import type { SignedIn } from "../../../access/viewer.js";
import { AppError, badInput, conflictOf, fieldErrors, notFound } from "../../../kernel/errors.js";
import type { Gate } from "../../../kernel/gate.js";
import { AMOUNT_MAX, isCurrency } from "../../../kernel/money.js";
import { MINUTE_MS } from "../../../kernel/units.js";
import { rows, type Database, type Transaction } from "../../../platform/database/database.js";
import { deferred, prepared } from "../../../platform/database/prepared.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { Settings } from "../../base/settings/settings.service.js";
import { IS_ON_SALE, PRODUCT_COLUMNS, type PriceRow, type ProductRow } from "../catalogue/product.rows.js";
import type { PaymentsService } from "../payments/payments.service.js";
import { normalCode } from "./codes/code.rows.js";
import { redeemCode } from "./codes/redeem-code.js";
import { splitDiscount } from "./codes/split-discount.js";
import { insertOrder } from "./new-order.js";
import type { OrderChanges, Part } from "./order-changes.js";
import { findOrder, type OrderRow } from "./order.rows.js";
import { openOrderLimit, orderExpiryMinutes, ordersPerMinute } from "./order-settings.js";
import { amountOf, totalsOf } from "./order-totals.js";

export interface OrderItem {
  productId: string;
  quantity: number;
}

export interface PlaceOrder {
  idempotencyKey: string;
  currency: string;
  items: readonly OrderItem[];
  discountCode?: string | null;
  /** Of the viewer, as its owner or manager. */
  organizationId?: string | null;
}

interface Dependencies {
  db: Database;
  limiter: RateLimiter;
  settings: Settings;
  payments: PaymentsService;
  changes: OrderChanges;
  /** Orders wait for the rows of their account and products. */
  hotRows: Gate;
}

type Price = Pick<PriceRow, "id" | "amountMinor" | "taxMode" | "taxRateBp">;
type Offer = ProductRow & { price: Price | null };

interface Wanted extends OrderItem {
  product: Offer;
  price: Price;
  limited: boolean;
}

/**
 * The order with its lines, its reserved stock and the use of its code, in one transaction. With a known key: the order of that key.
 * Errors: BAD_USER_INPUT, NOT_FOUND, OUT_OF_STOCK, CONFLICT for the key of another order, for too many open orders and for a code that is used up,
 * RATE_LIMITED, SERVICE_UNAVAILABLE without a payment provider.
 */
export function createPlaceOrder({ db, limiter, settings, payments, changes, hotRows }: Dependencies) {
  return async function placeOrder(viewer: SignedIn, input: PlaceOrder): Promise<OrderRow> {
    const limit = { name: "orders", most: settings.get(ordersPerMinute), windowMs: MINUTE_MS };
    const refused = await limiter.take(limit, viewer.id);
    if (refused) throw new AppError("RATE_LIMITED", "Too many orders. Try again later.", refused);
    checkInput(input);
    if (input.organizationId) expectToBuyFor(viewer, input.organizationId);
    const contentSha256 = digestOf(input);
    return hotRows(() => place(viewer, input, contentSha256));
  };

  async function place(viewer: SignedIn, input: PlaceOrder, contentSha256: string): Promise<OrderRow> {
    return db.transaction(async (tx) => {
      // Serializes the orders of one account: of concurrent requests with the same key, one places the order.
      await deferred(tx, "select from users where id = ? for no key update", [viewer.id]);
      const former = await deferred<Former>(tx, FORMER_ORDERS, [viewer.id, input.idempotencyKey, viewer.id]);
      const offers = await prepared<Offer>(tx, OFFERS, [input.currency, input.items.map(({ productId }) => productId)]);
      const { known, open } = (await former.rows())[0]!;
      if (known) {
        if (known.contentSha256 !== contentSha256)
          throw conflictOf("input.idempotencyKey", "This key belongs to an order with other content. Use a new key.");
        return (await findOrder(tx, known.id))!;
      }
      // Unpaid orders hold stock.
      if (open >= settings.get(openOrderLimit)) throw new AppError("CONFLICT", `You have ${open} unpaid orders. Pay or cancel one first.`);
      const wanted = wantedOf(input, offers);
      const priced = wanted.map(({ price, quantity }) => ({ ...priceFacts(price), quantity }));
      expectPayable(priced.reduce((total, item) => total + amountOf(item), 0));
      const limited = wanted.filter((item) => item.limited).sort((a, b) => (a.productId < b.productId ? -1 : 1));
      // Other orders of a product wait from here. Codes are locked after products, as everywhere.
      const last = input.discountCode ? undefined : limited.pop();
      for (const item of limited) await reserve(tx, wanted, item);
      const { codeId, shares } = await discountFor(tx, viewer.id, input, priced.map(amountOf));
      const totals = totalsOf(priced.map((item, index) => ({ ...item, discountMinor: shares[index]! })));
      const totalMinor = totals.reduce((sum, { netMinor, taxMinor }) => sum + netMinor + taxMinor, 0);
      expectPayable(totalMinor);
      if (totalMinor > 0 && !payments.enabled()) throw new AppError("SERVICE_UNAVAILABLE", "This installation takes no payments.");
      const order = await insertOrder(
        tx,
        {
          ...{ userId: viewer.id, organizationId: input.organizationId ?? null, idempotencyKey: input.idempotencyKey, contentSha256 },
          ...{ currency: input.currency, codeId, expiryMinutes: settings.get(orderExpiryMinutes) },
          lines: wanted.map(({ product, price, quantity, limited: isLimited }, index) => ({
            ...{ product, quantity, limited: isLimited, price, discountMinor: shares[index]!, ...totals[index]! },
          })),
        },
        last ? reserving(last) : null,
      );
      if (!order) throw await outOfStock(tx, wanted, last!);
      // Closing the order finds the payment, also while it is created at the provider.
      if (totalMinor > 0) await payments.open(tx, { id: order.id, amountMinor: totalMinor, currency: input.currency });
      changes.queue(tx, order.id);
      return order;
    });
  }
}

function expectPayable(amountMinor: number): void {
  if (amountMinor > AMOUNT_MAX) throw badInput("input.items", `An order costs at most ${AMOUNT_MAX} minor units.`, "OUT_OF_RANGE");
}

function checkInput({ items, currency }: PlaceOrder): void {
  const ids = items.map(({ productId }) => productId);
  if (new Set(ids).size < ids.length) throw badInput("input.items", "A product occurs twice. Use its quantity.", "DUPLICATE");
  if (!isCurrency(currency)) throw badInput("input.currency", "This is not a code of ISO 4217, such as EUR.", "UNKNOWN_VALUE");
}

/** NOT_FOUND for organizations of others. Only active ones are among the memberships. */
function expectToBuyFor(viewer: SignedIn, organizationId: string): void {
  const role = organizationRoleOf(viewer, organizationId);
  if (!role) throw notFound("organization");
  if (role !== "OWNER" && role !== "MANAGER") throw new AppError("FORBIDDEN", "Only owners and managers order for an organization.");
}

/** What the code takes off each amount. Without a code, nothing. */
async function discountFor(tx: Transaction, userId: string, { discountCode: code, currency }: PlaceOrder, amounts: readonly number[]) {
  if (!code) return { codeId: null, shares: amounts.map(() => 0) };
  const sumMinor = amounts.reduce((one, other) => one + other, 0);
  const redeemed = await redeemCode(tx, { code, userId, currency, sumMinor });
  return { codeId: redeemed.id, shares: splitDiscount(redeemed, amounts) };
}

function digestOf({ currency, items, organizationId, discountCode: code }: PlaceOrder): string {
  const discount = code ? [{ code: normalCode(code) }] : [];
  const content = [
    currency,
    ...(organizationId ? [organizationId] : []),
    ...discount,
    ...items.map(({ productId, quantity }) => [productId, quantity]),
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

/** The order of this account with this key, and the number of its unpaid orders. */
interface Former {
  known: { id: string; contentSha256: string } | null;
  open: number;
}

const FORMER_ORDERS = `select (select json_build_object('id', o.id, 'contentSha256', o.content_sha256) from orders o where o.user_id = ? and o.idempotency_key = ?)
  as known, (select count(*)::int from orders o where o.user_id = ? and o.status in ('RESERVED', 'AWAITING_PAYMENT', 'CLOSING')) as open`;

/** Of products on sale, with the present price in a currency. */
const OFFERS = `select ${PRODUCT_COLUMNS}, (select jsonb_build_object('id', pp.id, 'amountMinor', pp.amount_minor, 'taxMode', pp.tax_mode, 'taxRateBp', pp.tax_rate_bp)
    from product_prices pp where pp.product_id = p.id and pp.currency = ? and pp.billing_interval is null order by pp.id desc limit 1) as price
  from products p where p.id = any(?::uuid[]) and ${IS_ON_SALE}`;

function wantedOf({ items, currency }: PlaceOrder, offers: readonly Offer[]): Wanted[] {
  const byId = new Map(offers.map((product) => [product.id, product]));
  const wanted = items.map((item, index) => {
    const product = byId.get(item.productId);
    if (!product) throw notFound("product");
    const { maxQuantity: maximum, stock } = product;
    if (item.quantity <= maximum) return { ...item, product, limited: stock !== null };
    const facts = { minimum: 1, maximum, actual: item.quantity };
    throw badInput(`input.items.${index}.quantity`, `At most ${maximum} of it can be ordered at once.`, "OUT_OF_RANGE", facts);
  });
  return wanted.map((item) => {
    const { price, title } = item.product;
    if (!price) throw badInput("input.currency", `${title} has no price in ${currency}.`, "UNKNOWN_VALUE");
    return { ...item, price };
  });
}

/**
 * Of concurrent orders, no more get a piece than there are: one conditional update for each limited product, in the order of their ids, the last
 * one with the order itself. Products without a limit are not locked.
 */
const reserving = ({ productId, quantity }: Wanted): Part => ({
  sql: `update products p set reserved = p.reserved + ?::int where p.id = ? and ${IS_ON_SALE} and (p.stock is null or p.reserved + p.sold + ?::int <= p.stock)
    returning 1`,
  params: [quantity, productId, quantity],
});

async function reserve(tx: Transaction, items: readonly Wanted[], item: Wanted): Promise<void> {
  const { sql, params } = reserving(item);
  if ((await prepared(tx, sql, params)).length === 0) throw await outOfStock(tx, items, item);
}

async function outOfStock(tx: Transaction, items: readonly Wanted[], { productId, quantity }: Wanted): Promise<AppError> {
  const place = items.findIndex((item) => item.productId === productId);
  const left = await leftOf(tx, productId);
  const message = left === 0 ? "This product is sold out." : `Only ${left} of this product are left.`;
  const field = `input.items.${place}.quantity`;
  return fieldErrors([{ field, code: "OUT_OF_RANGE", message, maximum: left, actual: quantity }], "OUT_OF_STOCK");
}

async function leftOf(tx: Transaction, productId: string): Promise<number> {
  const sql = "select greatest(0, stock - reserved - sold)::int as left from products where id = ?";
  return (await rows<{ left: number | null }>(tx, sql, [productId]))[0]?.left ?? 0;
}

const priceFacts = ({ amountMinor, taxMode, taxRateBp }: Price) => ({ unitMinor: amountMinor, taxMode, taxRateBp });
