/**
 * A small seeded generator shared by the test data of all problems. The same seed always gives the same numbers, on
 * every machine, so the generated tests never change between two runs.
 */
export class Prng {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** The next 32 random bits as an unsigned number. */
  next() {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }

  /** A number in [0, 1) with 53 random bits. */
  real() {
    const high = this.next() >>> 5;
    const low = this.next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** An integer between low and high, both included. */
  int(low, high) {
    return low + Math.floor(this.real() * (high - low + 1));
  }

  /** One element of a non-empty array or string. */
  pick(items) {
    return items[this.int(0, items.length - 1)];
  }

  /** Shuffles an array in place and returns it. */
  shuffle(items) {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
  }

  /** A word of the given length over the given letters. */
  word(length, letters = "abcdefghijklmnopqrstuvwxyz") {
    const out = new Array(length);
    for (let i = 0; i < length; i++) {
      out[i] = letters[this.int(0, letters.length - 1)];
    }
    return out.join("");
  }
}
