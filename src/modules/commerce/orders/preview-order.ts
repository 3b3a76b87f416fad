import type { SignedIn } from "../../../access/viewer.js";
import { AppError } from "../../../kernel/errors.js";
import { MINUTE_MS } from "../../../kernel/units.js";
import type { EntityManager } from "../../../platform/database/database.js";
import { prepared } from "../../../platform/database/prepared.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { Settings } from "../../base/settings/settings.service.js";
import { usableCode } from "./codes/redeem-code.js";
import { splitDiscount } from "./codes/split-discount.js";
import { previewsPerMinute } from "./order-settings.js";
import {
  amountsOf,
  checkContent,
  OFFERS,
  outOfStock,
  priceItems,
  priceLines,
  sumOf,
  type Offer,
  type OrderContent,
  type PricedLine,
} from "./price-order.js";

export interface PreviewLine extends PricedLine {
  currency: string;
}

export interface OrderPreview {
  currency: string;
  lines: readonly PreviewLine[];
}

/** What an order would cost now. Errors: as `placeOrder`, for the same items and the same code. */
export function createPreviewOrder({ limiter, settings }: { limiter: RateLimiter; settings: Settings }) {
  return async function previewOrder(em: EntityManager, viewer: SignedIn, input: OrderContent): Promise<OrderPreview> {
    const limit = { name: "order-previews", most: settings.get(previewsPerMinute), windowMs: MINUTE_MS };
    const refused = await limiter.take(limit, viewer.id);
    if (refused) throw new AppError("RATE_LIMITED", "Too many previews of orders. Try again later.", refused);
    checkContent(input);
    const { currency, discountCode: code } = input;
    const offers = await prepared<Offer>(em, OFFERS, [currency, input.items.map(({ productId }) => productId)]);
    const items = priceItems(offers, input);
    for (const [place, { product, quantity }] of items.entries()) {
      const left = product.stock === null ? quantity : Math.max(0, product.stock - product.reserved - product.sold);
      if (left < quantity) throw outOfStock(place, left, quantity);
    }
    const amounts = amountsOf(items);
    const usable = code ? await usableCode(em, { code, userId: viewer.id, currency, sumMinor: sumOf(amounts) }) : undefined;
    const shares = usable ? splitDiscount(usable, amounts) : amounts.map(() => 0);
    return { currency, lines: priceLines(items, shares).map((line) => ({ ...line, currency })) };
  };
}
