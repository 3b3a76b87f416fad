import { createHash } from "node:crypto";
import { organizationRoleOf } from "../../../access/policy.js";
import type { SignedIn } from "../../../access/viewer.js";
import { AppError, conflictOf, notFound } from "../../../kernel/errors.js";
import type { Gate } from "../../../kernel/gate.js";
import { MINUTE_MS } from "../../../kernel/units.js";
import { rows, type Database, type Transaction } from "../../../platform/database/database.js";
import { deferred, prepared } from "../../../platform/database/prepared.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { Settings } from "../../base/settings/settings.service.js";
import { IS_ON_SALE } from "../catalogue/product.rows.js";
import type { PaymentsService } from "../payments/payments.service.js";
import { normalCode } from "./codes/code.rows.js";
import { redeemCode } from "./codes/redeem-code.js";
import { splitDiscount } from "./codes/split-discount.js";
import { insertOrder } from "./new-order.js";
import type { OrderChanges, Part } from "./order-changes.js";
import { findOrder, type OrderRow } from "./order.rows.js";
import { openOrderLimit, orderExpiryMinutes, ordersPerMinute } from "./order-settings.js";
import {
  amountsOf,
  checkContent,
  OFFERS,
  outOfStock,
  priceItems,
  priceLines,
  sumOf,
  totalOf,
  type Offer,
  type OrderContent,
  type PricedItem,
} from "./price-order.js";

export interface PlaceOrder extends OrderContent {
  idempotencyKey: string;
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
    checkContent(input);
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
      const items = priceItems(offers, input);
      const limited = items.filter((item) => item.limited).sort((a, b) => (a.productId < b.productId ? -1 : 1));
      // Other orders of a product wait from here. Codes are locked after products, as everywhere.
      const last = input.discountCode ? undefined : limited.pop();
      for (const item of limited) await reserve(tx, items, item);
      const { codeId, shares } = await discountFor(tx, viewer.id, input, amountsOf(items));
      const lines = priceLines(items, shares);
      const totalMinor = totalOf(lines);
      if (totalMinor > 0 && !payments.enabled()) throw new AppError("SERVICE_UNAVAILABLE", "This installation takes no payments.");
      const order = await insertOrder(
        tx,
        {
          ...{ userId: viewer.id, organizationId: input.organizationId ?? null, idempotencyKey: input.idempotencyKey, contentSha256 },
          ...{ currency: input.currency, codeId, expiryMinutes: settings.get(orderExpiryMinutes), lines },
        },
        last ? reserving(last) : null,
      );
      if (!order) throw await soldOut(tx, items, last!);
      // Closing the order finds the payment, also while it is created at the provider.
      if (totalMinor > 0) await payments.open(tx, { id: order.id, amountMinor: totalMinor, currency: input.currency });
      changes.queue(tx, order.id);
      return order;
    });
  }
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
  const redeemed = await redeemCode(tx, { code, userId, currency, sumMinor: sumOf(amounts) });
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

/**
 * Of concurrent orders, no more get a piece than there are: one conditional update for each limited product, in the order of their ids, the last
 * one with the order itself. Products without a limit are not locked.
 */
const reserving = ({ productId, quantity }: PricedItem): Part => ({
  sql: `update products p set reserved = p.reserved + ?::int where p.id = ? and ${IS_ON_SALE} and (p.stock is null or p.reserved + p.sold + ?::int <= p.stock)
    returning 1`,
  params: [quantity, productId, quantity],
});

async function reserve(tx: Transaction, items: readonly PricedItem[], item: PricedItem): Promise<void> {
  const { sql, params } = reserving(item);
  if ((await prepared(tx, sql, params)).length === 0) throw await soldOut(tx, items, item);
}

async function soldOut(tx: Transaction, items: readonly PricedItem[], { productId, quantity }: PricedItem): Promise<AppError> {
  const place = items.findIndex((item) => item.productId === productId);
  return outOfStock(place, await leftOf(tx, productId), quantity);
}

async function leftOf(tx: Transaction, productId: string): Promise<number> {
  const sql = "select greatest(0, stock - reserved - sold)::int as left from products where id = ?";
  return (await rows<{ left: number | null }>(tx, sql, [productId]))[0]?.left ?? 0;
}
