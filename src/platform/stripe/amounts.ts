/**
 * Stripe's minor units, which differ from ISO 4217 for three currencies: ISK and UGX have two digits there although they have no minor
 * unit, and MGA has none although it has one. Source: docs.stripe.com/currencies, "Special cases" and "Zero-decimal currencies".
 */
const WITH_TWO_DIGITS = new Set(["ISK", "UGX"]);
const WITHOUT_DIGITS = new Set(["MGA"]);
const HUNDRED = 100n;

/** Throws for an amount that Stripe cannot express. */
export function toStripeAmount(amountMinor: number, currency: string): number {
  if (WITH_TWO_DIGITS.has(currency)) return amountMinor * 100;
  if (!WITHOUT_DIGITS.has(currency)) return amountMinor;
  const exact = BigInt(amountMinor);
  if (exact % HUNDRED !== 0n) throw new RangeError(`Stripe takes whole ${currency} only.`);
  return Number(exact / HUNDRED);
}

/** Minor units of ISO 4217. A fraction of them, which Stripe does not charge, is dropped. */
export function fromStripeAmount(amount: number, currency: string): number {
  if (WITH_TWO_DIGITS.has(currency)) return Number(BigInt(amount) / HUNDRED);
  return WITHOUT_DIGITS.has(currency) ? amount * 100 : amount;
}

/** Stripe writes codes of currencies in lower case. */
export const toStripeCurrency = (currency: string): string => currency.toLowerCase();
export const fromStripeCurrency = (currency: string): string => currency.toUpperCase();

/** Times of Stripe are Unix seconds. */
export const fromStripeTime = (seconds: number | null | undefined): Date | null => (seconds == null ? null : new Date(seconds * 1000));

export const toStripeTime = (date: Date): number => Math.floor(date.getTime() / 1000);
