// The right formulas, but the products are too large to be exact.
const fs = require("node:fs");

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
  if ((b - a) % divisor !== 0) return -1;
  const modulus = r / divisor;
  let first = (((b - a) / divisor) * x) % modulus;
  if (first < 0) first += modulus;
  const minute = a + first * p;
  const step = p * modulus;
  return minute >= b ? minute : minute + Math.ceil((b - minute) / step) * step;
}

const [header, ...rows] = fs.readFileSync(0, "latin1").trim().split("\n");
const answers = rows.slice(0, Number(header)).map((row) => together(...row.split(" ").map(Number)));
console.log(answers.join("\n"));
