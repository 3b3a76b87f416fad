/** Syntax of patterns for short answers: the part of regular expressions that can be matched in linear time. */

/** Decides about one code point. */
export type CharTest = (char: string) => boolean;

export type PatternNode =
  | { is: "char"; test: CharTest }
  | { is: "sequence"; nodes: readonly PatternNode[] }
  | { is: "either"; options: readonly PatternNode[] }
  | { is: "repeat"; node: PatternNode; min: number; max: number };

/** The message is for the author. */
export class PatternFault extends Error {}

const REPEAT_MAX = 100;

const CLASSES: Readonly<Record<string, CharTest>> = {
  d: (char) => char >= "0" && char <= "9",
  w: (char) => /^[A-Za-z0-9_]$/.test(char),
  s: (char) => /^\s$/u.test(char),
};
const CONTROLS: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

const not =
  (test: CharTest): CharTest =>
  (char) =>
    !test(char);

/** `^` at the start and `$` at the end may be written, as a pattern has to match the whole answer anyway. Throws PatternFault. */
export function parsePattern(pattern: string, caseSensitive: boolean): PatternNode {
  const chars = [...pattern];
  let at = 0;
  let end = chars.length;
  if (chars[0] === "^") at = 1;
  if (end > at && chars[end - 1] === "$" && !isEscaped(chars, end - 1)) end -= 1;

  const peek = () => (at < end ? chars[at] : undefined);
  const isRange = (from: string, to: string): CharTest => withCase((char) => char >= from && char <= to);
  const withCase = (test: CharTest): CharTest =>
    caseSensitive ? test : (char) => test(char) || test(char.toLowerCase()) || test(char.toUpperCase());
  const literal = (expected: string) => withCase((char) => char === expected);

  const either = (): PatternNode => {
    const options = [sequence()];
    while (peek() === "|") {
      at += 1;
      options.push(sequence());
    }
    return options.length === 1 ? options[0]! : { is: "either", options };
  };

  const sequence = (): PatternNode => {
    const nodes: PatternNode[] = [];
    for (let next = peek(); next !== undefined && next !== "|" && next !== ")"; next = peek()) nodes.push(repeated(atom(next)));
    return { is: "sequence", nodes };
  };

  const atom = (next: string): PatternNode => {
    at += 1;
    if (next === "(") return group();
    if (next === "[") return { is: "char", test: charClass() };
    if (next === ".") return { is: "char", test: (char) => char !== "\n" };
    if (next === "\\") return { is: "char", test: escaped() };
    if ("*+?{".includes(next)) throw new PatternFault(`\`${next}\` has nothing to repeat.`);
    if ("^$".includes(next)) throw new PatternFault("`^` may only be first and `$` only last; write `\\^` or `\\$` for the character.");
    return { is: "char", test: literal(next) };
  };

  const group = (): PatternNode => {
    if (peek() === "?") {
      if (chars[at + 1] !== ":") throw new PatternFault("Only plain groups are supported: no look-around, no names, no flags.");
      at += 2;
    }
    const inner = either();
    if (peek() !== ")") throw new PatternFault("A group is not closed.");
    at += 1;
    return inner;
  };

  const escaped = (): CharTest => {
    const name = peek();
    at += 1;
    if (name === undefined) throw new PatternFault("A backslash needs a character after it.");
    const known = CLASSES[name.toLowerCase()];
    if (known) return name === name.toLowerCase() ? known : not(known);
    if (CONTROLS[name]) return literal(CONTROLS[name]);
    if (/^[A-Za-z0-9]$/.test(name)) throw new PatternFault(`\`\\${name}\` is not supported.`);
    return literal(name);
  };

  const charClass = (): CharTest => {
    const negated = peek() === "^";
    if (negated) at += 1;
    const tests: CharTest[] = [];
    while (peek() !== "]" || tests.length === 0) {
      const from = peek();
      if (from === undefined) throw new PatternFault("A character class is not closed.");
      at += 1;
      if (from === "\\") tests.push(escaped());
      else if (peek() === "-" && at + 1 < end && chars[at + 1] !== "]") tests.push(rangeFrom(from));
      else tests.push(literal(from));
    }
    at += 1;
    const any: CharTest = (char) => tests.some((test) => test(char));
    return negated ? not(any) : any;
  };

  const rangeFrom = (from: string): CharTest => {
    const to = chars[at + 1]!;
    at += 2;
    if (to === "\\" || to < from) throw new PatternFault(`\`${from}-${to}\` is not a range.`);
    return isRange(from, to);
  };

  const repeated = (node: PatternNode): PatternNode => {
    let repeat = node;
    for (let next = peek(); next !== undefined && "*+?{".includes(next); next = peek()) {
      at += 1;
      const [min, max] = next === "*" ? [0, Infinity] : next === "+" ? [1, Infinity] : next === "?" ? [0, 1] : bounds();
      // Lazy or not makes no difference when the whole text has to match.
      if (peek() === "?") at += 1;
      repeat = { is: "repeat", node: repeat, min, max };
    }
    return repeat;
  };

  const bounds = (): [number, number] => {
    const close = chars.indexOf("}", at);
    const found = /^(\d{1,3})(,(\d{0,3}))?$/.exec(chars.slice(at, close === -1 ? at : close).join(""));
    if (!found) throw new PatternFault("`{` starts a repetition such as `{2}`, `{2,}` or `{2,5}`; write `\\{` for the character.");
    at = close + 1;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === "" ? Infinity : Number(found[3]);
    if (max < min || min > REPEAT_MAX || (max > REPEAT_MAX && max !== Infinity)) {
      throw new PatternFault(`A repetition is from 0 to ${REPEAT_MAX} times, the smaller number first.`);
    }
    return [min, max];
  };

  const pattern0 = either();
  if (at < end) throw new PatternFault("A `)` has no group.");
  return pattern0;
}

function isEscaped(chars: readonly string[], index: number): boolean {
  let backslashes = 0;
  while (chars[index - 1 - backslashes] === "\\") backslashes += 1;
  return backslashes % 2 === 1;
}
