import type { SignedIn } from "../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { AppError, badInput, conflictOf, notFound } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { isCurrency } from "../../../kernel/money.js";
import { rows, violatedUnique, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { record } from "../../base/audit/record.js";
import { expectKey } from "../../base/entitlements/entitlements.service.js";
import { changedMeanwhile } from "../../base/settings/settings.service.js";
import { KINDS } from "./kinds/registry.js";
import type { PriceInterval, ProductKindName, ProductState, TaxMode } from "./product.entity.js";
import { IS_ON_SALE, PRICE_COLUMNS, PRODUCT_COLUMNS, type PriceRow, type ProductRow } from "./product.rows.js";
import type { ProductGrant } from "./terms.js";

/** What an update may change; orders keep the terms they were placed with. */
export interface ProductContent {
  title?: string | null;
  description?: string | null;
  grants?: readonly ProductGrant[] | null;
  durationDays?: number | null;
  maxQuantity?: number | null;
  stock?: number | null;
  availableFrom?: Date | null;
  availableUntil?: Date | null;
}

export interface NewProduct extends ProductContent {
  slug: string;
  kind: ProductKindName;
  title: string;
  trackId?: string | null;
  classId?: string | null;
}

export interface NewPrice {
  productId: string;
  currency: string;
  amountMinor: number;
  taxMode: TaxMode;
  taxRateBp: number;
  /** Of a subscription; absent for a price that is paid once. */
  interval?: PriceInterval | null;
  trialDays?: number | null;
}

export interface ProductFilter {
  kind?: ProductKindName | null;
  trackId?: string | null;
  state?: ProductState | null;
}

export interface ProductsService {
  /** Products on sale; all of them, in the state of the filter, if `managed`. */
  list(em: EntityManager, filter: ProductFilter, managed: boolean, page: PageArgs): Promise<Connection<ProductRow>>;
  /** NOT_FOUND unless on sale or `managed`. */
  read(em: EntityManager, by: { id: string } | { slug: string }, managed: boolean): Promise<ProductRow>;
  byIds(em: EntityManager, ids: readonly string[], managed: boolean): Promise<ProductRow[]>;
  /** In any order. Of products on sale, unless `managed`. */
  pricesByIds(em: EntityManager, ids: readonly string[], managed: boolean): Promise<PriceRow[]>;
  priceHistory(em: EntityManager, productId: string, page: PageArgs): Promise<Connection<PriceRow>>;
  /** A draft. `viewer` is null for the seed. */
  create(viewer: SignedIn | null, input: NewProduct, address: string): Promise<ProductRow>;
  update(viewer: SignedIn, input: ProductContent & { id: string; expectedRevision: number }, address: string): Promise<ProductRow>;
  /** For orders from now on. */
  setPrice(viewer: SignedIn | null, input: NewPrice, address: string): Promise<ProductRow>;
  /** CONFLICT for a product without a price. Also brings an archived product back. */
  activate(viewer: SignedIn | null, id: string, address: string): Promise<ProductRow>;
  archive(viewer: SignedIn, id: string, address: string): Promise<ProductRow>;
}

const NEWEST_FIRST = newestFirst<ProductRow>("p.id");
const NEWEST_PRICE_FIRST = newestFirst<PriceRow>("pp.id");

export function createProductsService({ db }: { db: Database }): ProductsService {
  const note = (em: EntityManager, viewer: SignedIn | null, verb: string, id: string, address: string, details: object = {}) =>
    record(em, {
      ...{ actorId: viewer?.id ?? null, action: `product.${verb}`, subject: { type: "product", id }, address },
      details: { ...details },
    });
  const locked = async (tx: Transaction, id: string) => {
    const [row] = await rows<ProductRow>(tx, `select ${PRODUCT_COLUMNS} from products p where p.id = ? for update`, [id]);
    if (!row) throw notFound("product");
    return row;
  };
  const setState = (viewer: SignedIn | null, id: string, state: ProductState, verb: string, address: string) =>
    db.transaction(async (tx) => {
      const before = await locked(tx, id);
      if (before.state === state) return before;
      const priced = await rows(tx, "select from product_prices where product_id = ? limit 1", [id]);
      if (state === "ACTIVE" && priced.length === 0) throw new AppError("CONFLICT", "This product has no price. Set one first.");
      const sql = `update products p set state = ?, revision = p.revision + 1, updated_at = now() where p.id = ? returning ${PRODUCT_COLUMNS}`;
      const [after] = await rows<ProductRow>(tx, sql, [state, id]);
      note(tx, viewer, verb, id, address);
      return after!;
    });

  return {
    list(em, { kind, trackId, state }, managed, page) {
      const conditions = [
        ...(managed ? [] : [{ sql: IS_ON_SALE, params: [] }]),
        ...(managed && state ? [{ sql: "p.state = ?", params: [state] }] : []),
        ...(kind ? [{ sql: "p.kind = ?", params: [kind] }] : []),
        ...(trackId ? [{ sql: "p.track_id = ?", params: [trackId] }] : []),
      ];
      return readConnection(em, { select: PRODUCT_COLUMNS, from: "from products p", conditions }, page, NEWEST_FIRST);
    },

    async read(em, by, managed) {
      const [column, value] = "slug" in by ? ["slug", by.slug] : ["id", by.id];
      const sql = `select ${PRODUCT_COLUMNS} from products p where p.${column} = ?${managed ? "" : ` and ${IS_ON_SALE}`}`;
      const [row] = await rows<ProductRow>(em, sql, [value]);
      if (!row) throw notFound("product");
      return row;
    },

    byIds: (em, ids, managed) =>
      rows<ProductRow>(em, `select ${PRODUCT_COLUMNS} from products p where p.id in (?)${managed ? "" : ` and ${IS_ON_SALE}`}`, [ids]),

    pricesByIds: (em, ids, managed) =>
      rows<PriceRow>(
        em,
        `select ${PRICE_COLUMNS} from product_prices pp join products p on p.id = pp.product_id where pp.id in (?)${managed ? "" : ` and ${IS_ON_SALE}`}`,
        [ids],
      ),

    priceHistory: (em, productId, page) =>
      readConnection<PriceRow>(
        em,
        { select: PRICE_COLUMNS, from: "from product_prices pp", conditions: [{ sql: "pp.product_id = ?", params: [productId] }] },
        page,
        NEWEST_PRICE_FIRST,
      ),

    async create(viewer, input, address) {
      const grants = input.grants ?? [];
      checkKind(input, grants);
      checkPieces(input, grants);
      checkPeriod(input.availableFrom ?? null, input.availableUntil ?? null);
      const id = newId();
      const writing = db.transaction(async (tx) => {
        await expectSubject(tx, input);
        const [row] = await rows<ProductRow>(
          tx,
          `insert into products as p (id, slug, kind, state, title, description, track_id, class_id, grants, duration_days, max_quantity, stock,
             available_from, available_until) values (?, ?, ?, 'DRAFT', ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?) returning ${PRODUCT_COLUMNS}`,
          [
            ...[id, input.slug, input.kind, input.title, input.description ?? "", input.trackId ?? null, input.classId ?? null],
            ...[JSON.stringify(grants), input.durationDays ?? null, KINDS[input.kind].single ? 1 : (input.maxQuantity ?? 1)],
            ...[input.stock ?? null, input.availableFrom ?? null, input.availableUntil ?? null],
          ],
        );
        note(tx, viewer, "created", id, address, { slug: input.slug, kind: input.kind });
        return row!;
      });
      return writing.catch((error: unknown) => {
        throw violatedUnique(error) === "products_slug_unique" ? conflictOf("input.slug", "Another product has this slug.") : error;
      });
    },

    update: (viewer, { id, expectedRevision, ...given }, address) =>
      db.transaction(async (tx) => {
        const before = await locked(tx, id);
        if (before.revision !== expectedRevision) throw changedMeanwhile("product");
        const after = { ...before, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) } as ProductRow;
        after.description = given.description === null ? "" : after.description;
        checkKind(after, given.grants ?? []);
        checkPieces(after, after.grants);
        checkPeriod(after.availableFrom, after.availableUntil);
        if (after.stock !== null && after.stock < before.reserved + before.sold)
          throw new AppError("CONFLICT", `${before.reserved + before.sold} pieces are sold or reserved; the stock cannot be less.`);
        const [row] = await rows<ProductRow>(
          tx,
          `update products p set title = ?, description = ?, grants = ?::jsonb, duration_days = ?, max_quantity = ?, stock = ?, available_from = ?,
             available_until = ?, revision = p.revision + 1, updated_at = now() where p.id = ? returning ${PRODUCT_COLUMNS}`,
          [
            ...[after.title, after.description, JSON.stringify(after.grants), after.durationDays],
            ...[KINDS[after.kind].single ? 1 : after.maxQuantity, after.stock, after.availableFrom, after.availableUntil, id],
          ],
        );
        note(tx, viewer, "updated", id, address, { fields: Object.keys(given), revision: row!.revision });
        return row!;
      }),

    async setPrice(viewer, input, address) {
      const { productId, currency, amountMinor, taxMode, taxRateBp, interval = null, trialDays = null } = input;
      if (trialDays !== null && interval === null) throw badInput("input.trialDays", "Only a subscription has a trial.", "OUT_OF_RANGE");
      if (!isCurrency(currency)) throw badInput("input.currency", "This is not a code of ISO 4217, such as EUR.", "UNKNOWN_VALUE");
      if (taxMode === "NONE" && taxRateBp !== 0) throw badInput("input.taxRateBp", "Without tax the rate is 0.", "OUT_OF_RANGE");
      return db.transaction(async (tx) => {
        const row = await locked(tx, productId);
        if (interval && row.kind !== "PLAN") throw badInput("input.interval", "Only a plan can be subscribed to.", "INVALID_VALUE");
        await tx.execute(
          `insert into product_prices (id, product_id, currency, amount_minor, tax_mode, tax_rate_bp, billing_interval, trial_days)
           values (?, ?, ?, ?, ?, ?, ?, ?)`,
          [newId(), productId, currency, amountMinor, taxMode, taxRateBp, interval, trialDays],
        );
        note(tx, viewer, "priced", productId, address, { currency, amountMinor, taxMode, taxRateBp, interval, trialDays });
        return row;
      });
    },

    activate: (viewer, id, address) => setState(viewer, id, "ACTIVE", "activated", address),
    archive: (viewer, id, address) => setState(viewer, id, "ARCHIVED", "archived", address),
  };
}

function checkKind(
  { kind, trackId, classId }: { kind: ProductKindName; trackId?: string | null; classId?: string | null },
  grants: readonly ProductGrant[],
): void {
  const { subject, grants: mayGrant } = KINDS[kind];
  const fits = (given: string | null | undefined, wanted: boolean) => (given != null) === wanted;
  if (!fits(trackId, subject === "TRACK")) throw badInput("input.trackId", "A TRACK product has a track, other products have none.");
  if (!fits(classId, subject === "CLASS")) throw badInput("input.classId", "A CLASS_PLACE product has a class, other products have none.");
  if (grants.length > 0 && !mayGrant) throw badInput("input.grants", `Products of the kind ${kind} give no entitlements.`);
  for (const [index, { key }] of grants.entries()) expectKey(key, `input.grants.${index}.key`);
  if (new Set(grants.map(({ key }) => key)).size < grants.length) throw badInput("input.grants", "A key occurs twice.", "DUPLICATE");
}

/** Further pieces must not cost money and give nothing. The table has the same CHECK. */
function checkPieces({ kind, maxQuantity }: { kind: ProductKindName; maxQuantity?: number | null }, grants: readonly ProductGrant[]): void {
  if (KINDS[kind].single || (maxQuantity ?? 1) === 1 || grants.some(({ perPiece }) => perPiece)) return;
  throw badInput("input.maxQuantity", "More than one piece needs an entitlement that is given per piece.", "OUT_OF_RANGE", { maximum: 1 });
}

function checkPeriod(from: Date | null, until: Date | null): void {
  if (from && until && until <= from) throw badInput("input.availableUntil", "It must end after it starts.", "OUT_OF_RANGE");
}

async function expectSubject(tx: Transaction, { trackId, classId }: NewProduct): Promise<void> {
  if (trackId && (await rows(tx, "select from tracks where id = ? for key share", [trackId])).length === 0) throw notFound("track");
  if (classId && (await rows(tx, "select from classes where id = ? for key share", [classId])).length === 0) throw notFound("class");
}
