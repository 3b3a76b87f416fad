import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { forViewer, isRefusedByStripe, type Stripe, type StripeGateway } from "../../../../platform/stripe/stripe.js";
import { IS_ON_SALE, PRODUCT_COLUMNS, readCurrentPrices, type PriceRow, type ProductRow } from "../../catalogue/product.rows.js";
import { billingPage, needStripe, type CustomersService, type Holder } from "../customers/customers.service.js";
import { createStripeCopies } from "../customers/stripe-copies.js";
import { SEATS } from "./subscription-effects.js";

export interface StartSubscription {
  priceId: string;
  organizationId?: string | null;
  quantity?: number | null;
  idempotencyKey: string;
}

interface Dependencies {
  db: Database;
  stripe: StripeGateway | null;
  limiter: RateLimiter;
  customers: CustomersService;
  env: { WEB_URL: string; STRIPE_AUTOMATIC_TAX: boolean };
}

const PER_MINUTE = 10;

/** Whether it is paid by seat: then an organization holds it. */
export const isBySeat = ({ grants }: Pick<ProductRow, "grants">): boolean => grants.some(({ key, perPiece }) => key === SEATS && perPiece);

/**
 * The address of a Checkout Session at Stripe. The subscription begins when it is completed there; nothing is stored here before. The
 * customer has at most one open session, so that two tabs do not lead to two subscriptions.
 */
export function createStartSubscription({ db, stripe, limiter, customers, env }: Dependencies) {
  return async function startSubscription(viewer: SignedIn, input: StartSubscription): Promise<string> {
    const api = needStripe(stripe);
    const refused = await limiter.take({ name: "subscriptions", most: PER_MINUTE, windowMs: MINUTE_MS }, viewer.id);
    if (refused) throw new AppError("RATE_LIMITED", "Too many subscriptions. Try again later.", refused);
    const holder = await customers.holderFor(viewer, input.organizationId ?? null);
    const { product, price } = await offerOf(db, input.priceId);
    const quantity = await quantityFor(db, holder, product, input.quantity ?? 1);
    await expectNone(db, holder, product);
    const customer = await customers.ensure(viewer, holder);
    const open = await closeOthers(api, customer.stripeId, input.idempotencyKey);
    if (open) return open;

    const copies = createStripeCopies({ db, api });
    const taxRate = env.STRIPE_AUTOMATIC_TAX ? null : await copies.taxRate(price);
    const trialDays = price.trialDays !== null && (await isFirst(db, holder, product)) ? price.trialDays : null;
    const page = billingPage(env.WEB_URL, holder);
    const session = await forViewer(
      api.checkout.sessions.create(
        {
          mode: "subscription",
          customer: customer.stripeId,
          line_items: [{ price: await copies.price(product, price), quantity }],
          allow_promotion_codes: true,
          tax_id_collection: { enabled: true },
          customer_update: { name: "auto", address: "auto" },
          automatic_tax: { enabled: env.STRIPE_AUTOMATIC_TAX },
          subscription_data: {
            metadata: { price: price.id },
            ...(taxRate ? { default_tax_rates: [taxRate] } : {}),
            ...(trialDays ? { trial_period_days: trialDays } : {}),
          },
          metadata: { key: input.idempotencyKey },
          success_url: `${page}?checkout=completed`,
          cancel_url: `${page}?checkout=cancelled`,
        },
        { idempotencyKey: `subscribe-${customer.id}-${input.idempotencyKey}` },
      ),
    );
    if (!session.url) throw new AppError("CONFLICT", "This checkout has ended. Start it again with another key.");
    return session.url;
  };
}

/** The product on sale and its price, which must be a current one. */
async function offerOf(db: Database, priceId: string): Promise<{ product: ProductRow; price: PriceRow }> {
  const em = db.em.fork();
  const sql = `select ${PRODUCT_COLUMNS} from products p where ${IS_ON_SALE} and p.id = (select product_id from product_prices where id = ?)`;
  const [product] = await rows<ProductRow>(em, sql, [priceId]);
  if (!product) throw notFound("price");
  const price = (await readCurrentPrices(em, [product.id])).find(({ id }) => id === priceId);
  if (!price) throw new AppError("CONFLICT", "The price has changed. Show the customer the new one.");
  if (price.interval === null) throw badInput("input.priceId", "This price is paid once: use placeOrder.");
  return { product, price };
}

async function quantityFor(db: Database, { organizationId }: Holder, product: ProductRow, quantity: number): Promise<number> {
  const bySeat = isBySeat(product);
  if (bySeat !== (organizationId !== null))
    throw badInput(
      "input.organizationId",
      bySeat ? "A plan that is paid by seat is for an organization." : "This plan is for one account.",
    );
  const minimum = organizationId === null ? 1 : await seatsUsed(db, organizationId);
  const maximum = bySeat ? product.maxQuantity : 1;
  if (quantity < minimum || quantity > maximum)
    throw badInput("input.quantity", `It must be from ${minimum} to ${maximum}.`, "OUT_OF_RANGE", { minimum, maximum, actual: quantity });
  return quantity;
}

export async function seatsUsed(db: Database, organizationId: string): Promise<number> {
  const sql = `select greatest(seats_used, 1) as seats from organizations where id = ?`;
  return (await rows<{ seats: number }>(db.em.fork(), sql, [organizationId]))[0]?.seats ?? 1;
}

const heldBy = ({ userId, organizationId }: Holder): [sql: string, id: string] =>
  organizationId === null ? ["user_id = ?", userId!] : ["organization_id = ?", organizationId];

async function expectNone(db: Database, holder: Holder, { id, title }: ProductRow): Promise<void> {
  const [sql, holderId] = heldBy(holder);
  const live = `select from subscriptions where ${sql} and product_id = ? and state not in ('CANCELED', 'INCOMPLETE')`;
  if ((await rows(db.em.fork(), live, [holderId, id])).length > 0)
    throw new AppError("CONFLICT", `There is a subscription to ${title} already. Change or resume it.`);
}

async function isFirst(db: Database, holder: Holder, { id }: ProductRow): Promise<boolean> {
  const [sql, holderId] = heldBy(holder);
  const known = await rows(db.em.fork(), `select from subscriptions where ${sql} and product_id = ? limit 1`, [holderId, id]);
  return known.length === 0;
}

/** The address of the open session with this key; others are ended. */
async function closeOthers(api: Stripe, customer: string, key: string): Promise<string | null> {
  const { data } = await forViewer(api.checkout.sessions.list({ customer, status: "open", limit: 20 }));
  const same = data.find(({ metadata }) => metadata?.key === key);
  for (const { id } of data)
    if (id !== same?.id)
      await api.checkout.sessions.expire(id).catch((error: unknown) => {
        if (!isRefusedByStripe(error)) throw error;
      });
  return same?.url ?? null;
}
