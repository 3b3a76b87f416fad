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

/** Exact: Intl reads the decimal digit by digit, without a float in between. */
export function formatMoney(money: Money, locale: string): string {
  const digits = exponentOf(money.currency);
  try {
    if (locale.length > LOCALE_MAX) throw new RangeError();
    const options = { style: "currency", currency: money.currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
    return new Intl.NumberFormat(locale, options).format(decimalOf(money) as `${number}`);
  } catch (error) {
    if (error instanceof RangeError) throw badInput("locale", "This is not a BCP 47 language tag.", "INVALID_FORMAT");
    throw error;
  }
}
