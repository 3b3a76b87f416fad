/** Amounts of money in whole minor units of a currency, such as cents. No float: every operation is exact, or says how it rounds. */

/**
 * ISO 4217:2015, list one (SIX Interbank Clearing, table A.1, as of 2026-01-01): codes in use whose minor unit is not a hundredth. All
 * other codes of CURRENCIES have two digits. CLDR's `currencyData` differs where cash has fewer digits than the standard.
 */
const EXPONENTS: Readonly<Record<string, number>> = {
  ...Object.fromEntries("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0])),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
};

/** Currencies of countries in the same list; without funds codes, metals and test codes. */
export const CURRENCIES: readonly string[] = (
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK " +
  "DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS " +
  "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD " +
  "OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP " +
  "TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
).split(" ");

const KNOWN = new Set(CURRENCIES);

/** Largest amount of one price, in minor units: 10 million of a currency with cents. */
export const PRICE_MAX = 1_000_000_000;
/** Largest amount of an order, in minor units: what PostgreSQL's and GraphQL's integers hold. */
export const AMOUNT_MAX = 2_000_000_000;

/** 100% in basis points. */
export const WHOLE_BP = 10_000;

export interface Money {
  /** Whole minor units. */
  amountMinor: number;
  /** ISO 4217 code. */
  currency: string;
}

export function isCurrency(code: string): boolean {
  return KNOWN.has(code);
}

/** Digits after the decimal point. Throws for an unknown code. */
export function exponentOf(currency: string): number {
  if (!isCurrency(currency)) throw new RangeError(`Unknown currency: ${currency}.`);
  return EXPONENTS[currency] ?? 2;
}

/** Throws for an amount that is not a safe integer. */
export function wholeMinor(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError("An amount of money must be a whole number of minor units.");
  return amount;
}

/** The exact amount in major units as a decimal: 1999 EUR cents are "19.99", 5 fils "0.005". */
export function decimalOf({ amountMinor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = Math.abs(wholeMinor(amountMinor))
    .toString()
    .padStart(exponent + 1, "0");
  const sign = amountMinor < 0 ? "-" : "";
  const split = digits.length - exponent;
  return `${sign}${digits.slice(0, split)}${exponent > 0 ? `.${digits.slice(split)}` : ""}`;
}

/**
 * Splits a total among weights by the largest remainder: the shares are whole, sum to the total, and each is within one unit of its exact
 * share. Of equal remainders the earlier one gets the unit. Weights are whole numbers from 0, not all 0. A negative total is split like
 * the positive one.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (total < 0) return allocate(-wholeMinor(total), weights).map((share) => (share === 0 ? 0 : -share));
  const exact = weights.map((weight) => BigInt(wholeMinor(weight)));
  const sum = exact.reduce((one, other) => one + other, 0n);
  if (sum <= 0n || exact.some((weight) => weight < 0n)) throw new RangeError("Weights must be from 0, and not all 0.");
  const whole = BigInt(wholeMinor(total));
  const shares = exact.map((weight) => (whole * weight) / sum);
  const rests = exact.map((weight, index) => ({ index, rest: (whole * weight) % sum }));
  let left = Number(whole - shares.reduce((one, other) => one + other, 0n));
  rests.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  for (const { index } of rests) {
    if (left-- <= 0) break;
    shares[index] = shares[index]! + 1n;
  }
  return shares.map(Number);
}

/** Tax on a net amount, in minor units. Half a unit rounds up. */
export function taxOn(net: number, rateBp: number): number {
  return Number(halfUp(BigInt(wholeMinor(net)) * BigInt(rateBp), BigInt(WHOLE_BP)));
}

/** Tax that a gross amount contains: what is left after the net, which is rounded like all amounts. */
export function taxIn(gross: number, rateBp: number): number {
  return gross - Number(halfUp(BigInt(wholeMinor(gross)) * BigInt(WHOLE_BP), BigInt(WHOLE_BP + rateBp)));
}

/** For amounts from 0. */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}
