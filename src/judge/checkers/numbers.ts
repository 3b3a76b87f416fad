/**
 * Numbers as the ICPC default validator reads them, which is `scanf("%lf")` of glibc on the whole token: `1.`, `.5`, `+1`, `1e5`, and hexadecimal
 * such as `0x1p3`. An exponent may lack its digits (`1e` is 1). Infinity, NaN and what is too large for a double are no numbers.
 */

const [PLUS, MINUS, DOT, ZERO] = [43, 45, 46, 48];
/** Lower case. */
const [E, P, X] = [101, 112, 120];

/** Powers of ten that a double represents exactly. */
const POWERS = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

const lower = (byte: number) => byte | 32;

/** The number in bytes[start, end); NaN if it is none. */
export function numberAt(bytes: Buffer, start: number, end: number): number {
  let at = start;
  const sign = bytes[at] === MINUS ? -1 : 1;
  if (at < end && (bytes[at] === MINUS || bytes[at] === PLUS)) at++;
  if (at + 1 < end && bytes[at] === ZERO && lower(bytes[at + 1]!) === X) return sign * hexadecimalAt(bytes, at + 2, end);

  let digits = 0;
  let mantissa = 0;
  let fraction = 0;
  let hasDot = false;
  for (; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (hasDot) fraction++;
    } else if (bytes[at] === DOT && !hasDot) hasDot = true;
    else break;
  }
  if (digits === 0) return NaN;
  const exponent = exponentAt(bytes, at, end, E);
  if (Number.isNaN(exponent)) return NaN;
  const power = exponent - fraction;
  // Exact operands, so the result is rounded once, as it has to be.
  if (mantissa <= Number.MAX_SAFE_INTEGER && Math.abs(power) <= 22) {
    return sign * (power < 0 ? mantissa / POWERS[-power]! : mantissa * POWERS[power]!);
  }
  return finite(Number(`${bytes.toString("latin1", start, at)}e${exponent}`));
}

/** `at` is after the `0x`. */
function hexadecimalAt(bytes: Buffer, from: number, end: number): number {
  let at = from;
  let significant = 0;
  // The first 13 significant digits, the next 12, and whether any of the others is not zero: more than rounding needs.
  let high = 0;
  let low = 0;
  let rest = 0;
  let dropped = 0;
  let digits = 0;
  let fraction = 0;
  let hasDot = false;
  for (; at < end; at++) {
    const digit = hexadecimalDigit(bytes[at]!);
    if (digit >= 0) {
      digits++;
      if (significant > 0 || digit > 0) significant++;
      if (significant <= 13) high = high * 16 + digit;
      else if (significant <= 25) low = low * 16 + digit;
      else {
        dropped++;
        rest |= digit;
      }
      if (hasDot) fraction++;
    } else if (bytes[at] === DOT && !hasDot) hasDot = true;
    else break;
  }
  // glibc takes `0x.` for 0, and neither `0x` nor `0x.p1` for a number.
  if (at === from || (digits === 0 && at < end)) return NaN;
  const exponent = exponentAt(bytes, at, end, P);
  if (Number.isNaN(exponent)) return NaN;
  if (rest > 0) low += 1;
  const lowDigits = Math.min(Math.max(significant - 13, 0), 12);
  const mantissa = high * 16 ** lowDigits + low;
  return mantissa === 0 ? 0 : finite(scaled(mantissa, exponent + 4 * (dropped - fraction)));
}

function hexadecimalDigit(byte: number): number {
  if (byte >= ZERO && byte <= ZERO + 9) return byte - ZERO;
  const letter = lower(byte) - 97;
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}

/** The exponent behind `mark`, 0 if there is none; NaN if the token does not end with it. */
function exponentAt(bytes: Buffer, from: number, end: number, mark: number): number {
  if (from === end) return 0;
  if (lower(bytes[from]!) !== mark) return NaN;
  let at = from + 1;
  const sign = bytes[at] === MINUS ? -1 : 1;
  if (at < end && (bytes[at] === MINUS || bytes[at] === PLUS)) at++;
  let exponent = 0;
  for (; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    exponent = Math.min(exponent * 10 + digit, 1e15);
  }
  return sign * exponent;
}

/** In steps, as 2 ** exponent alone may be too large or too small for a double. */
function scaled(mantissa: number, exponent: number): number {
  let left = Math.max(-4000, Math.min(4000, exponent));
  let value = mantissa;
  for (; left > 900; left -= 900) value *= 2 ** 900;
  for (; left < -900; left += 900) value /= 2 ** 900;
  return value * 2 ** left;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
