import { Check, Entity, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { AMOUNT_MAX, WHOLE_BP } from "../../../../kernel/money.js";
import { newId } from "../../../../kernel/ids.js";
import { Between, CountUpTo, MaxChars } from "../../../../platform/database/checks.js";

export const CODE_MAX = 50;
export const USES_MAX = 1_000_000;

/** Takes a percentage or an amount off orders, once for each account. It never changes; it ends. */
@Entity({ tableName: "discount_codes" })
@Check({ name: "discount_codes_kind_check", expression: "(percent_bp is null) <> (amount_minor is null)" })
@Check({
  name: "discount_codes_amounts_check",
  expression: "currency is not null or (amount_minor is null and minimum_minor is null)",
})
@Check({ name: "discount_codes_period_check", expression: "ends_at is null or ends_at > starts_at" })
export class DiscountCode {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** In capital letters. */
  @Property({ type: "text" })
  @Unique({ name: "discount_codes_code_unique" })
  @MaxChars(CODE_MAX)
  code!: string;

  /** Basis points of the prices. */
  @Property({ type: "integer", nullable: true })
  @Between(1, WHOLE_BP)
  percentBp: number | null = null;

  /** Minor units off an order. */
  @Property({ type: "integer", nullable: true })
  @Between(1, AMOUNT_MAX)
  amountMinor: number | null = null;

  /** Of the amounts: only orders in it. Null: any. */
  @Property({ type: "text", nullable: true })
  @MaxChars(3)
  currency: string | null = null;

  /** Prices of an order before the discount, at least. */
  @Property({ type: "integer", nullable: true })
  @Between(1, AMOUNT_MAX)
  minimumMinor: number | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  startsAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  endsAt: Date | null = null;

  /** Null: unlimited. */
  @Property({ type: "integer", nullable: true })
  @Between(1, USES_MAX)
  maxUses: number | null = null;

  /** By orders that have it: placed, and neither declined, cancelled nor expired. */
  @Property({ type: "integer", default: 0 })
  @CountUpTo("max_uses")
  used: number = 0;

  /** An admin ended it. */
  @Property({ type: "datetime", nullable: true })
  endedAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
