import { Prng } from "../../prng.mjs";

const MODULUS = 1000000007;
const MAX_LENGTH = 200000;

function solve(score) {
  const totals = [0];
  const factors = [];
  let number = 0;
  for (const symbol of score) {
    if (symbol === "(") {
      factors.push(number);
      totals.push(0);
      number = 0;
    } else if (symbol === ")") {
      const inner = totals.pop();
      totals[totals.length - 1] = (totals[totals.length - 1] + inner * factors.pop()) % MODULUS;
    } else if (symbol >= "a") {
      totals[totals.length - 1] += symbol.charCodeAt(0) - 96;
    } else {
      number = number * 10 + Number(symbol);
    }
  }
  return String(totals[0] % MODULUS);
}

function make(name, score, explanation) {
  return {
    name,
    sample: explanation !== undefined,
    input: `${score}\n`,
    output: `${solve(score)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** A random valid score of at most the given length, whose groups are open at most maxDepth levels deep. */
function randomScore(random, maxLength, maxDepth, maxFactor, openChance) {
  const parts = [];
  let length = 0;
  let depth = 0;
  let empty = true;
  for (;;) {
    // Room for one more letter and for closing everything that is open.
    if (length + depth + 1 > maxLength) {
      break;
    }
    const factor = String(random.int(1, maxFactor));
    const roll = random.real();
    if (roll < openChance && depth < maxDepth && length + factor.length + depth + 3 <= maxLength) {
      parts.push(factor, "(");
      length += factor.length + 1;
      depth++;
      empty = true;
    } else if (!empty && depth > 0 && roll > 1 - openChance * 0.9) {
      parts.push(")");
      length++;
      depth--;
    } else {
      parts.push(random.word(1));
      length++;
      empty = false;
    }
  }
  parts.push(")".repeat(depth));
  return parts.join("");
}

export function* tests() {
  yield make("sample-1", "c2(ab)", "The beats are c, a, b, a, b, which last 3 + 1 + 2 + 1 + 2 = 9 ticks.");
  yield make(
    "sample-2",
    "3(a2(bz)10(c))d",
    "The inner groups last 2 · 28 = 56 and 10 · 3 = 30 ticks. Three times (1 + 56 + 30) is 261, and d adds 4.",
  );
  yield make("one-beat", "z");
  yield make("one-group", "1(a)");
  yield make("adjacent-groups", "2(a)3(b)4(c)");
  yield make("all-letters", "abcdefghijklmnopqrstuvwxyz");

  const random = new Prng(505);
  yield make("small-random", randomScore(random, 60, 3, 6, 0.25));
  yield make("small-nested", "2(".repeat(10) + "y" + ")".repeat(10));
  yield make("medium-flat", randomScore(random, 3000, 1, 30, 0.2));
  yield make("enormous", "1000(".repeat(40) + "k" + ")".repeat(40));
  yield make("just-over-modulus", "1000(1000(1000(a)))gh");
  yield make("long-flat", random.word(MAX_LENGTH));
  yield make("long-random", randomScore(random, MAX_LENGTH, 200, 1000, 0.3));
  yield make("long-many-groups", "997(q)".repeat(Math.floor(MAX_LENGTH / 6)));
  const depth = Math.floor((MAX_LENGTH - 1) / 4);
  yield make("deep-right", "7(s".repeat(depth) + ")".repeat(depth));
  const levels = 28571;
  yield make("deep-both-sides", "883(".repeat(levels) + "a" + ")i".repeat(levels));
}
