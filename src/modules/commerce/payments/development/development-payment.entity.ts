import { Entity, Enum, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AMOUNT_MAX } from "../../../../kernel/money.js";
import { Between, IsJsonObject, MaxChars } from "../../../../platform/database/checks.js";
import { PAYMENT_STATES, type PaymentState } from "../payment-state.js";

/** What the built-in provider knows: its side of a payment, as a real provider has it in its own database. */
@Entity({ tableName: "development_payments" })
export class DevelopmentPayment {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Creating a payment again with the same key returns it. */
  @Property({ type: "text" })
  @Unique({ name: "development_payments_key_unique" })
  @MaxChars(100)
  key!: string;

  /** Minor units. */
  @Property({ type: "integer" })
  @Between(1, AMOUNT_MAX)
  amountMinor!: number;

  @Property({ type: "text" })
  @MaxChars(3)
  currency!: string;

  @Property({ type: "text" })
  @MaxChars(200)
  description!: string;

  @Property({ type: "text" })
  @MaxChars(2000)
  returnUrl!: string;

  @Enum({ items: PAYMENT_STATES })
  state: PaymentState = "PENDING";

  /** Amounts that were given back, by the key of the request: a repeated one changes nothing. */
  @Property({ type: "json", default: "{}" })
  @IsJsonObject()
  refunds: Record<string, number> = {};

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
