import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { PRICE_MAX, WHOLE_BP } from "../../../kernel/money.js";
import { newId } from "../../../kernel/ids.js";
import { Between, BetweenIf, MaxChars } from "../../../platform/database/checks.js";
import { Class } from "../../learning/classes/class.entity.js";
import { Track } from "../../learning/content/tracks/track.entity.js";
import type { ProductGrant } from "./terms.js";

/** Each has a file in kinds/, which says what an order of it does. */
export const PRODUCT_KINDS = ["PLAN", "TRACK", "CLASS_PLACE", "GRANT"] as const;
export type ProductKindName = (typeof PRODUCT_KINDS)[number];

export const PRODUCT_STATES = ["DRAFT", "ACTIVE", "ARCHIVED"] as const;
export type ProductState = (typeof PRODUCT_STATES)[number];

export const TAX_MODES = ["INCLUSIVE", "EXCLUSIVE", "NONE"] as const;
export type TaxMode = (typeof TAX_MODES)[number];

/** How often a subscription is paid. */
export const PRICE_INTERVALS = ["MONTH", "YEAR"] as const;
export type PriceInterval = (typeof PRICE_INTERVALS)[number];
export const TRIAL_DAYS_MAX = 365;

export const SLUG_MAX = 80;
export const TITLE_MAX = 200;
export const DESCRIPTION_MAX = 20_000;
export const STOCK_MAX = 1_000_000;
export const DAYS_MAX = 3660;
export const QUANTITY_MAX = 1000;

/** Something that can be ordered. Its kind and its track or class never change. */
@Entity({ tableName: "products" })
@Check({
  name: "products_pieces_check",
  expression: `max_quantity = 1 or jsonb_path_exists(grants, '$[*]?(@."perPiece" == true)'::jsonpath)`,
})
@Index({ name: "products_state_index", properties: ["state", "id"] })
export class Product {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @Unique({ name: "products_slug_unique" })
  @MaxChars(SLUG_MAX)
  slug!: string;

  @Enum({ items: PRODUCT_KINDS })
  kind!: ProductKindName;

  @Enum({ items: PRODUCT_STATES })
  state: ProductState = "DRAFT";

  @Property({ type: "text" })
  @MaxChars(TITLE_MAX)
  title!: string;

  /** Markdown. */
  @Property({ type: "text", default: "" })
  @MaxChars(DESCRIPTION_MAX)
  description: string = "";

  @ManyToOne(() => Track, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  track: Ref<Track> | null = null;

  @ManyToOne(() => Class, { ref: true, nullable: true, index: true, deleteRule: "restrict" })
  class: Ref<Class> | null = null;

  /** Entitlements that an order gives. */
  @Property({ type: "json", default: "[]" })
  grants: ProductGrant[] = [];

  /** How long they last. Null: for ever. */
  @Property({ type: "integer", nullable: true })
  @Between(1, DAYS_MAX)
  durationDays: number | null = null;

  /** Most pieces in one order. */
  @Property({ type: "integer", default: 1 })
  @Between(1, QUANTITY_MAX)
  maxQuantity: number = 1;

  /** Pieces there are in all. Null: unlimited, and then nothing is counted. The constraint is the second lock against overselling. */
  @Property({ type: "integer", nullable: true })
  @BetweenIf(0, STOCK_MAX, "reserved + sold <= stock")
  stock: number | null = null;

  /** Pieces in orders that are not fulfilled yet. */
  @Property({ type: "integer", default: 0 })
  reserved: number = 0;

  @Property({ type: "integer", default: 0 })
  sold: number = 0;

  @Property({ type: "datetime", nullable: true })
  availableFrom: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  availableUntil: Date | null = null;

  @Property({ type: "integer", default: 1 })
  revision: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  updatedAt: Date = new Date();
}

/** Immutable: a trigger refuses changes. The newest of a product, currency and interval is the current price, older ones are its history. */
@Entity({ tableName: "product_prices" })
@Index({ name: "product_prices_product_index", properties: ["product", "currency", "id"] })
export class ProductPrice {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Product, { ref: true, index: false, deleteRule: "restrict" })
  product!: Ref<Product>;

  @Property({ type: "text" })
  @MaxChars(3)
  currency!: string;

  /** For one piece, in minor units: with the tax if INCLUSIVE, else without. */
  @Property({ type: "integer" })
  @Between(0, PRICE_MAX)
  amountMinor!: number;

  @Enum({ items: TAX_MODES })
  taxMode!: TaxMode;

  /** Basis points: 1900 is 19%. */
  @Property({ type: "integer" })
  @BetweenIf(0, WHOLE_BP, "tax_mode <> 'NONE' or tax_rate_bp = 0")
  taxRateBp!: number;

  /** Of a subscription; null for a price that is paid once. */
  @Enum({ items: PRICE_INTERVALS, nullable: true })
  billingInterval: PriceInterval | null = null;

  /** Free days at the start of a subscription. */
  @Property({ type: "integer", nullable: true })
  @BetweenIf(1, TRIAL_DAYS_MAX, "trial_days is null or billing_interval is not null")
  trialDays: number | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
