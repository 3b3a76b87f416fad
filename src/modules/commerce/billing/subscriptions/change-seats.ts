/** Seats of a subscription that is paid by seat: what a change would cost, and the change. */
import { AppError, badInput } from "../../../../kernel/errors.js";
import type { Money } from "../../../../kernel/money.js";
import type { Database } from "../../../../platform/database/database.js";
import { fromStripeAmount, fromStripeCurrency } from "../../../../platform/stripe/amounts.js";
import type { Stripe } from "../../../../platform/stripe/stripe.js";
import { productById, type ProductRow } from "../../catalogue/product.rows.js";
import { isBySeat, seatsUsed } from "./start-subscription.js";
import type { SubscriptionRow } from "./subscription.rows.js";

export interface SeatChangePreview {
  quantity: number;
  dueNow: Money;
  credit: Money;
  lines: { description: string; amount: Money }[];
}

const MOST_LINES = 50;
const DESCRIPTION_MAX = 300;

/** More seats are charged at once, fewer are credited on the next invoice. */
const prorationOf = (isMore: boolean) => (isMore ? "always_invoice" : "create_prorations");

interface Change {
  itemId: string;
  before: number;
}

/** The present seats at Stripe. CONFLICT unless it is paid by seat, BAD_USER_INPUT for a quantity that is not possible; `field` is that of the input. */
async function expectSeats(db: Database, api: Stripe, row: SubscriptionRow, quantity: number, field: string): Promise<Change> {
  const product = row.productId === null ? null : await productOf(db, row.productId);
  if (!product || !isBySeat(product)) throw new AppError("CONFLICT", "This plan is not paid by seat.");
  const minimum = row.organizationId === null ? 1 : await seatsUsed(db, row.organizationId);
  const maximum = product.maxQuantity;
  if (quantity < minimum || quantity > maximum) {
    const facts = { minimum, maximum, actual: quantity };
    throw badInput(field, `It must be from ${minimum} to ${maximum}.`, "OUT_OF_RANGE", facts);
  }
  const item = (await api.subscriptions.retrieve(row.stripeId)).items.data[0]!;
  return { itemId: item.id, before: item.quantity ?? 1 };
}

/** Returns what it changed, or null if nothing. */
export async function changeSeats(
  db: Database,
  api: Stripe,
  row: SubscriptionRow,
  quantity: number,
): Promise<{ from: number; to: number } | null> {
  const { itemId, before } = await expectSeats(db, api, row, quantity, "input.quantity");
  if (before === quantity) return null;
  const isMore = quantity > before;
  await api.subscriptions.update(row.stripeId, {
    items: [{ id: itemId, quantity }],
    proration_behavior: prorationOf(isMore),
    // More seats only if they are paid.
    ...(isMore ? { payment_behavior: "error_if_incomplete" } : {}),
  });
  return { from: before, to: quantity };
}

/** As Stripe computes it for this moment, with discounts and tax. Changes nothing. */
export async function previewSeats(db: Database, api: Stripe, row: SubscriptionRow, quantity: number): Promise<SeatChangePreview> {
  const { itemId, before } = await expectSeats(db, api, row, quantity, "quantity");
  const none = { amountMinor: 0, currency: row.currency };
  if (before === quantity) return { quantity, dueNow: none, credit: none, lines: [] };
  const isMore = quantity > before;
  const invoice = await api.invoices.createPreview({
    subscription: row.stripeId,
    subscription_details: { items: [{ id: itemId, quantity }], proration_behavior: prorationOf(isMore) },
  });
  const currency = fromStripeCurrency(invoice.currency);
  const money = (amount: number): Money => ({ amountMinor: fromStripeAmount(amount, currency), currency });
  const prorations = invoice.lines.data.filter(isProration);
  const sum = prorations.reduce((total, { amount }) => total + amount, 0);
  return {
    quantity,
    dueNow: isMore ? money(Math.max(0, invoice.amount_due)) : none,
    credit: isMore ? none : money(Math.max(0, -sum)),
    lines: prorations.slice(0, MOST_LINES).map(({ description, amount }) => ({
      description: (description ?? "").slice(0, DESCRIPTION_MAX),
      amount: money(amount),
    })),
  };
}

/** The preview of fewer seats is the next invoice, which has the next period too. */
const isProration = ({ parent }: Stripe.InvoiceLineItem): boolean =>
  (parent?.subscription_item_details?.proration || parent?.invoice_item_details?.proration) ?? false;

async function productOf(db: Database, id: string): Promise<ProductRow | null> {
  return productById({ em: db.em.fork() } as never).load(id);
}
