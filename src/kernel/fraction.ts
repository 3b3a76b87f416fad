/** Exact arithmetic for grades: fractions of whole numbers, always reduced, with a positive denominator. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** Throws a RangeError for the denominator 0. */
export function fraction(n: bigint | number, d: bigint | number = 1): Fraction {
  let [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new RangeError("A fraction has no denominator 0.");
  if (bottom < 0n) [top, bottom] = [-top, -bottom];
  const divisor = greatestDivisor(top < 0n ? -top : top, bottom);
  return { n: top / divisor, d: bottom / divisor };
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

export const ZERO = fraction(0);
export const ONE = fraction(1);

export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
/** Throws a RangeError for the divisor 0. */
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);
export const sumOf = (all: readonly Fraction[]): Fraction => all.reduce(plus, ZERO);

/** Negative, 0 or positive, as for sorting. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/**
 * The number that JavaScript prints for a double, exactly: 0.1 is 1/10. Scores are entered as decimals and stored as doubles, and printing
 * restores what was entered. Throws a RangeError for NaN and infinities.
 */
export function ofNumber(value: number): Fraction {
  const [, sign, whole, decimals = "", exponent = "0"] = DECIMAL.exec(String(value)) ?? [];
  if (whole === undefined) throw new RangeError("Not a finite number.");
  const shift = Number(exponent) - decimals.length;
  const digits = BigInt(`${sign}${whole}${decimals}`);
  return shift >= 0 ? fraction(digits * 10n ** BigInt(shift)) : fraction(digits, 10n ** BigInt(-shift));
}

/** `3/4`, or `3` for a whole number. */
export const fractionText = ({ n, d }: Fraction): string => (d === 1n ? `${n}` : `${n}/${d}`);

const TEXT = /^(-?\d+)(?:\/(\d+))?$/;

/** Reads fractionText. Throws a RangeError for any other text. */
export function ofText(text: string): Fraction {
  const [, n, d = "1"] = TEXT.exec(text) ?? [];
  if (n === undefined) throw new RangeError("Not a fraction.");
  return fraction(BigInt(n), BigInt(d));
}

/** Hundredths, rounded half away from zero. */
export function toHundredths({ n, d }: Fraction): bigint {
  const twice = (n < 0n ? -n : n) * 200n;
  const rounded = (twice + d) / (2n * d);
  return n < 0n ? -rounded : rounded;
}
