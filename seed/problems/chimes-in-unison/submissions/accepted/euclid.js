const fs = require("node:fs");

// Returns [g, x] with g = gcd(a, m) and a * x = g modulo m. All numbers stay below 2^53.
function euclid(a, m) {
  let [r0, r1, x0, x1] = [a, m, 1, 0];
  while (r1 !== 0) {
    const quotient = Math.floor(r0 / r1);
    [r0, r1] = [r1, r0 - quotient * r1];
    [x0, x1] = [x1, x0 - quotient * x1];
  }
  return [r0, x0];
}

function together(a, p, b, r) {
  const [divisor, x] = euclid(p, r);
  if ((b - a) % divisor !== 0) return -1n;
  const modulus = BigInt(r / divisor);
  let first = (BigInt((b - a) / divisor) * BigInt(x)) % modulus;
  if (first < 0n) first += modulus;
  const minute = BigInt(a) + first * BigInt(p);
  const missing = BigInt(b) - minute;
  if (missing <= 0n) return minute;
  const step = BigInt(p) * modulus;
  return minute + ((missing + step - 1n) / step) * step;
}

const [header, ...rows] = fs.readFileSync(0, "latin1").trim().split("\n");
const answers = rows.slice(0, Number(header)).map((row) => together(...row.split(" ").map(Number)));
console.log(answers.join("\n"));
