import { Arg, Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import { badInput } from "../kernel/errors.js";
import { decimalOf, exponentOf, type Money } from "../kernel/money.js";

@ObjectType("Money", { description: "An amount of money. Calculate with `amountMinor`, and show `formatted`." })
export class MoneyType implements Money {
  @Field(() => Int, {
    description: "Amount in whole minor units of the currency: cents for EUR, yen for JPY (no minor unit), fils for KWD (a thousandth).",
  })
  amountMinor!: number;

  @Field(() => String, { description: "ISO 4217 code, such as EUR." })
  currency!: string;
}

const LOCALE_MAX = 35;

@Resolver(() => MoneyType)
export class MoneyResolver {
  @FieldResolver(() => String, { description: "The amount for people, with the currency's symbol. Errors: BAD_USER_INPUT." })
  formatted(
    @Root() money: Money,
    @Arg("locale", () => String, { defaultValue: "en", description: "BCP 47 language tag, such as de-CH. Default: en." }) locale: string,
  ): string {
    return formatMoney(money, locale);
  }
}

/** Making one takes as long as a statement of SQL. */
const FORMATS = new Map<string, Intl.NumberFormat>();
const FORMATS_MAX = 200;

function formatOf(currency: string, locale: string): Intl.NumberFormat {
  if (locale.length > LOCALE_MAX) throw new RangeError();
  const name = `${currency} ${locale}`;
  let format = FORMATS.get(name);
  if (!format) {
    const digits = exponentOf(currency);
    format = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
    // Clients name locales: the oldest makes room.
    if (FORMATS.size >= FORMATS_MAX) FORMATS.delete(FORMATS.keys().next().value!);
    FORMATS.set(name, format);
  }
  return format;
}

/** Exact: Intl reads the decimal digit by digit, without a float in between. */
export function formatMoney(money: Money, locale: string): string {
  try {
    return formatOf(money.currency, locale).format(decimalOf(money) as `${number}`);
  } catch (error) {
    if (error instanceof RangeError) throw badInput("locale", "This is not a BCP 47 language tag.", "INVALID_FORMAT");
    throw error;
  }
}
