import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../graphql/context.js";
import { taxIn, taxOn } from "../../../kernel/money.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import type { PriceInterval, ProductKindName, ProductState, TaxMode } from "./product.entity.js";
import type { ProductGrant } from "./terms.js";

export interface ProductRow {
  id: string;
  slug: string;
  kind: ProductKindName;
  state: ProductState;
  title: string;
  description: string;
  trackId: string | null;
  classId: string | null;
  grants: ProductGrant[];
  durationDays: number | null;
  maxQuantity: number;
  stock: number | null;
  reserved: number;
  sold: number;
  availableFrom: Date | null;
  availableUntil: Date | null;
  /** ACTIVE, within its period, and not sold out. */
  available: boolean;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface PriceRow {
  id: string;
  productId: string;
  currency: string;
  amountMinor: number;
  taxMode: TaxMode;
  taxRateBp: number;
  /** Of a subscription; null for a price that is paid once. */
  interval: PriceInterval | null;
  trialDays: number | null;
  createdAt: Date;
}

/** Of product `p`, on the database's clock. */
export const IS_ON_SALE = `p.state = 'ACTIVE' and (p.available_from is null or p.available_from <= now())
  and (p.available_until is null or p.available_until > now()) and (p.kind <> 'TRACK' or p.track_id is not null)
  and (p.class_id is null or exists (select from classes c where c.id = p.class_id and c.archived_at is null))`;

export const PRODUCT_COLUMNS = `p.id, p.slug, p.kind, p.state, p.title, p.description, p.track_id as "trackId", p.class_id as "classId", p.grants,
  p.duration_days as "durationDays", p.max_quantity as "maxQuantity", p.stock, p.reserved, p.sold, p.available_from as "availableFrom",
  p.available_until as "availableUntil", (${IS_ON_SALE} and (p.stock is null or p.reserved + p.sold < p.stock)) as available,
  p.revision, p.created_at as "createdAt", p.updated_at as "updatedAt"`;

export const PRICE_COLUMNS = `pp.id, pp.product_id as "productId", pp.currency, pp.amount_minor as "amountMinor", pp.tax_mode as "taxMode",
  pp.tax_rate_bp as "taxRateBp", pp.billing_interval as "interval", pp.trial_days as "trialDays", pp.created_at as "createdAt"`;

/** By id, in any state. */
export const productById: LoaderFactory<string, ProductRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<ProductRow>(em, `select ${PRODUCT_COLUMNS} from products p where p.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** The current price of each currency and interval, by product, sorted by currency. */
export const currentPrices: LoaderFactory<string, PriceRow[]> = ({ em }) =>
  new DataLoader(async (productIds) => {
    const byProduct = Map.groupBy(await readCurrentPrices(em, productIds), ({ productId }) => productId);
    return productIds.map((id) => byProduct.get(id) ?? []);
  });

export function readCurrentPrices(em: EntityManager, productIds: readonly string[]): Promise<PriceRow[]> {
  return rows<PriceRow>(
    em,
    `select distinct on (pp.product_id, pp.currency, pp.billing_interval) ${PRICE_COLUMNS} from product_prices pp where pp.product_id in (?)
     order by pp.product_id, pp.currency, pp.billing_interval, pp.id desc`,
    [productIds],
  );
}

/** Tax on an amount in minor units, as the price counts it: within the amount if INCLUSIVE, on top if EXCLUSIVE. */
export function taxOf({ taxMode, taxRateBp }: Pick<PriceRow, "taxMode" | "taxRateBp">, amountMinor: number): number {
  if (taxMode === "NONE") return 0;
  return taxMode === "INCLUSIVE" ? taxIn(amountMinor, taxRateBp) : taxOn(amountMinor, taxRateBp);
}
