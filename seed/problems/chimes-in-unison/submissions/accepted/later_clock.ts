import * as fs from "node:fs";

interface Clock {
  readonly first: number;
  readonly interval: number;
}

/** The inverse of a modulo m by the extended Euclidean algorithm, or null if there is a common divisor. */
function inverse(a: number, m: number): number | null {
  let [rest, next] = [m, a % m];
  let [x, y] = [0, 1];
  while (next > 0) {
    const quotient = Math.floor(rest / next);
    [rest, next] = [next, rest % next];
    [x, y] = [y, x - quotient * y];
  }
  return rest === 1 ? (x + m) % m : null;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** Counts the chimes of the clock that begins later, so that both clocks are running from the start. */
function together(early: Clock, late: Clock): bigint | null {
  if (late.first < early.first) {
    return together(late, early);
  }
  const divisor = gcd(early.interval, late.interval);
  const modulus = early.interval / divisor;
  const factor = inverse(late.interval / divisor, modulus);
  // How long after a chime of the early clock the late one begins.
  const lag = (late.first - early.first) % early.interval;
  if (factor === null || lag % divisor !== 0) {
    return null;
  }
  const missing = (modulus - lag / divisor) % modulus;
  const chimes = (BigInt(missing) * BigInt(factor)) % BigInt(modulus);
  return BigInt(late.first) + chimes * BigInt(late.interval);
}

const [, ...rows] = fs.readFileSync(0).toString("latin1").trimEnd().split("\n");
const answers = rows.map((row): string => {
  const [a, p, b, r] = row.split(" ").map(Number);
  return String(together({ first: a, interval: p }, { first: b, interval: r }) ?? -1);
});
console.log(answers.join("\n"));
