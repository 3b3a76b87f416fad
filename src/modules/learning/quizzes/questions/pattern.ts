/**
 * Patterns for short answers. They are matched by simulating a nondeterministic automaton (Thompson, "Regular expression search
 * algorithm", Communications of the ACM 11(6), 1968): states times characters, whatever the pattern. JavaScript's own engine
 * backtracks, so a pattern could occupy the process for hours.
 */
import { type CharTest, parsePattern, PatternFault, type PatternNode } from "./pattern-syntax.js";

/** Also the limit of what building the automaton costs. */
const STATES_MAX = 1000;

type State = { test: CharTest; next: number } | { next: number; other: number | null } | "match";

export interface Pattern {
  /** Whether it matches the whole text. Takes time proportional to the text. */
  matches(text: string): boolean;
}

/** What is wrong with a pattern, for its author; null if it can be used. */
export function patternFault(pattern: string): string | null {
  try {
    compilePattern(pattern, true);
    return null;
  } catch (error) {
    if (error instanceof PatternFault) return error.message;
    throw error;
  }
}

/** Throws PatternFault. */
export function compilePattern(pattern: string, caseSensitive: boolean): Pattern {
  const { states, start } = automatonOf(parsePattern(pattern, caseSensitive));
  return { matches: (text) => runs(states, start, text) };
}

function automatonOf(node: PatternNode): { states: State[]; start: number } {
  const states: State[] = ["match"];
  let steps = 0;
  const add = (state: State) => states.push(state) - 1;
  const build = (part: PatternNode, next: number): number => {
    if (++steps > STATES_MAX) throw new PatternFault("This pattern is too large: use fewer or smaller repetitions.");
    switch (part.is) {
      case "char":
        return add({ test: part.test, next });
      case "sequence":
        return part.nodes.reduceRight((after, inner) => build(inner, after), next);
      case "either":
        return part.options.map((option) => build(option, next)).reduce((other, one) => add({ next: one, other }));
      case "repeat":
        return repeat(part, next);
    }
  };
  const repeat = ({ node: inner, min, max }: Extract<PatternNode, { is: "repeat" }>, next: number): number => {
    let start = next;
    if (max === Infinity) {
      const loop: Exclude<State, "match" | { test: CharTest }> = { next: -1, other: next };
      start = add(loop);
      loop.next = build(inner, start);
    } else {
      for (let optional = min; optional < max; optional++) start = add({ next: build(inner, start), other: next });
    }
    for (let required = 0; required < min; required++) start = build(inner, start);
    return start;
  };
  return { start: build(node, 0), states };
}

function runs(states: readonly State[], start: number, text: string): boolean {
  const enteredAt = new Int32Array(states.length).fill(-1);
  let position = 0;
  /** Adds the states that are reached from a state without reading a character. */
  const enter = (from: number, into: number[]) => {
    const stack = [from];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      if (enteredAt[index] === position) continue;
      enteredAt[index] = position;
      into.push(index);
      const state = states[index]!;
      if (state === "match" || "test" in state) continue;
      stack.push(state.next);
      if (state.other !== null) stack.push(state.other);
    }
  };
  let current: number[] = [];
  enter(start, current);
  for (const char of text) {
    position += 1;
    const following: number[] = [];
    for (const index of current) {
      const state = states[index]!;
      if (state !== "match" && "test" in state && state.test(char)) enter(state.next, following);
    }
    current = following;
    if (current.length === 0) return false;
  }
  return current.includes(0);
}
