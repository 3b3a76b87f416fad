import { nullIfNotFound } from "../../kernel/errors.js";
import type { NewPrice, NewProduct, ProductsService } from "../../modules/commerce/catalogue/products.service.js";
import type { Platform } from "../../platform/platform.js";

type Price = Omit<NewPrice, "productId">;

/** German VAT as of 2026: § 12 UStG. An example; admins set their own. */
const withTax = (currency: string, amountMinor: number): Price => ({ currency, amountMinor, taxMode: "INCLUSIVE", taxRateBp: 1900 });
const free = (currency: string): Price => ({ currency, amountMinor: 0, taxMode: "NONE", taxRateBp: 0 });
const each = (interval: "MONTH" | "YEAR", price: Price): Price => ({ ...price, interval, trialDays: 14 });
const once = (key: string, quantity = 1, perPiece = false) => ({ key, quantity, perPiece });

export const PLANS: readonly { product: NewProduct; prices: readonly Price[] }[] = [
  {
    product: { slug: "free", kind: "PLAN", title: "Free", description: "Everything that is not premium, without an end." },
    prices: [free("EUR"), free("USD")],
  },
  {
    product: {
      ...{ slug: "pro", kind: "PLAN", title: "Pro", durationDays: 30 },
      description: "Premium problems and tracks, and 100 more AI requests per day, for 30 days.",
      grants: [once("premium-problems"), once("premium-tracks"), once("ai-quota", 100)],
    },
    prices: [
      ...[withTax("EUR", 990), each("MONTH", withTax("EUR", 890)), each("YEAR", withTax("EUR", 8900))],
      ...[withTax("USD", 1090), each("MONTH", withTax("USD", 990)), each("YEAR", withTax("USD", 9900))],
    ],
  },
  {
    product: {
      ...{ slug: "team", kind: "PLAN", title: "Team", durationDays: 30, maxQuantity: 500 },
      description: "Pro and private content for a team, per seat and for 30 days.",
      grants: [once("premium-problems"), once("premium-tracks"), once("private-content"), once("seats", 1, true)],
    },
    prices: [
      ...[withTax("EUR", 790), each("MONTH", withTax("EUR", 690)), each("YEAR", withTax("EUR", 6900))],
      ...[withTax("USD", 890), each("MONTH", withTax("USD", 790)), each("YEAR", withTax("USD", 7900))],
    ],
  },
];

/** The plans to start with. One that exists is not changed. Returns how many were missing. */
export async function seedProducts({ db }: Platform, products: ProductsService): Promise<number> {
  let made = 0;
  for (const { product, prices } of PLANS) {
    if (await nullIfNotFound(products.read(db.em.fork(), { slug: product.slug }, true))) continue;
    const { id } = await products.create(null, product, "");
    for (const price of prices) await products.setPrice(null, { ...price, productId: id }, "");
    await products.activate(null, id, "");
    made++;
  }
  return made;
}
