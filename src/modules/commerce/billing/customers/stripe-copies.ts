import { rows, type Database } from "../../../../platform/database/database.js";
import { toStripeAmount, toStripeCurrency } from "../../../../platform/stripe/amounts.js";
import { isRefusedByStripe, type Stripe } from "../../../../platform/stripe/stripe.js";
import type { PriceRow, ProductRow } from "../../catalogue/product.rows.js";

/** Id at Stripe of what exists here, created there when it is first needed. */
export interface StripeCopies {
  price(product: ProductRow, price: PriceRow): Promise<string>;
  /** Null for a price without tax. */
  taxRate(price: PriceRow): Promise<string | null>;
}

/** A price and a tax rate never change, here and there: so a copy never has to be updated. */
export function createStripeCopies({ db, api }: { db: Database; api: Stripe }): StripeCopies {
  const copyOf = async (key: string, create: () => Promise<string>): Promise<string> => {
    const em = db.em.fork();
    const find = async () =>
      (await rows<{ stripeId: string }>(em, `select stripe_id as "stripeId" from stripe_copies where key = ?`, [key]))[0]?.stripeId;
    const known = await find();
    if (known) return known;
    const made = await create();
    await em.execute("insert into stripe_copies (key, stripe_id) values (?, ?) on conflict do nothing", [key, made]);
    return (await find())!;
  };

  return {
    price: (product, price) =>
      copyOf(`price:${price.id}`, async () => {
        const [known] = (await api.prices.list({ lookup_keys: [price.id], limit: 1 })).data;
        if (known) return known.id;
        const created = await api.prices.create(
          {
            product: await productAt(api, product),
            currency: toStripeCurrency(price.currency),
            unit_amount: toStripeAmount(price.amountMinor, price.currency),
            recurring: { interval: price.interval === "YEAR" ? "year" : "month" },
            tax_behavior: price.taxMode === "INCLUSIVE" ? "inclusive" : "exclusive",
            lookup_key: price.id,
            metadata: { price: price.id },
          },
          { idempotencyKey: `price-${price.id}` },
        );
        return created.id;
      }),

    async taxRate({ taxMode, taxRateBp }) {
      if (taxMode === "NONE" || taxRateBp === 0) return null;
      return copyOf(`tax:${taxRateBp}:${taxMode}`, async () => {
        const created = await api.taxRates.create(
          { display_name: "Tax", percentage: percentOf(taxRateBp), inclusive: taxMode === "INCLUSIVE" },
          { idempotencyKey: `tax-${taxRateBp}-${taxMode}` },
        );
        return created.id;
      });
    },
  };
}

/** With an id of ours, so that all prices of a product share one. */
async function productAt(api: Stripe, { id, title }: ProductRow): Promise<string> {
  const wanted = `codequest-${id}`;
  try {
    await api.products.create({ id: wanted, name: title, metadata: { product: id } });
  } catch (error) {
    if (!isRefusedByStripe(error, "resource_already_exists")) throw error;
  }
  return wanted;
}

/** 1950 basis points are 19.5; read from digits, so that no rounding comes in between. */
export function percentOf(basisPoints: number): number {
  const digits = String(basisPoints).padStart(3, "0");
  return Number(`${digits.slice(0, -2)}.${digits.slice(-2)}`);
}
