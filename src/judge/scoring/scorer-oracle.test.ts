/** Random problems against a second, naive scorer that knows all outcomes at once and skips nothing. */
import { describe, expect, it } from "@jest/globals";
import type { GroupResult } from "./group-result.js";
import { createScorer, type TestOutcome } from "./scorer.js";
import type { Aggregation, Scoring, TestGroup } from "./scoring.js";
import type { NamedTest } from "./test-groups.js";

const ROUNDS = 1000;

/** Reproducible: mulberry32. */
function randomFrom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Case {
  scoring: Scoring;
  tests: NamedTest[];
  outcomes: TestOutcome[];
}

function randomCase(seed: number): Case {
  const random = randomFrom(seed);
  const names = ["", "g1", "g2", "g2/x", "g3"].filter(() => random(3) > 0);
  if (names.length === 0) names.push("g1");
  const groups = names.map((name, index): TestGroup => {
    const aggregation = (["SUM", "MIN", "PRODUCT"] as Aggregation[])[random(3)]!;
    return {
      ...{ name, maxScore: random(5) * 10, aggregation, rejectedScore: 0, stopOnFirstFailure: aggregation !== "SUM" && random(2) === 0 },
      // Without cycles. Tests are in any order, so those of a required group may come later.
      requires: names.filter((_, other) => other < index && random(4) === 0),
      testPoints: [],
    };
  });
  const folders = ["sample/", "g1/", "g2/", "g2/x/", "g3/", ""];
  const tests = Array.from({ length: 1 + random(12) }, (_, index) => {
    const folder = folders[random(folders.length)]!;
    return { name: `${folder}${index}`, sample: folder === "sample/" };
  });
  const outcomes = tests.map((): TestOutcome => {
    const accepted = random(3) > 0;
    const verdict = accepted ? "ACCEPTED" : "WRONG_ANSWER";
    return { verdict, detail: null, ...(random(4) === 0 && { share: random(5) / 4 }), ...(random(4) === 0 && { points: random(40) }) };
  });
  return { scoring: { mode: "SCORED", stopOnFirstFailure: false, passingScore: null, groups }, tests, outcomes };
}

/** Scores of groups by name, and whether each was passed, as documented. */
function naive({ scoring: { groups }, tests, outcomes }: Case): Map<string, { score: number; passed: boolean }> {
  const results = new Map<string, { score: number; passed: boolean }>();
  for (const { name, maxScore, aggregation, requires } of groups) {
    const members = tests.flatMap((test, index) => {
      const fitting = groups.map((group) => group.name).filter((prefix) => covers(prefix, test));
      const longest = fitting.sort((a, b) => b.length - a.length)[0];
      return longest === name ? [outcomes[index]!] : [];
    });
    const most = aggregation === "SUM" ? maxScore / members.length : maxScore;
    const parts = members.map(({ verdict, share, points }) => {
      if (share !== undefined) return share! * most;
      return verdict === "ACCEPTED" ? Math.min(most, points ?? most) : 0;
    });
    const open = requires.every((one) => results.get(one)!.passed);
    const sum = parts.reduce((all, part) => all + part, 0);
    const product = parts.reduce((all, part) => all * (maxScore === 0 ? 0 : part / maxScore), maxScore);
    const score = { SUM: sum, MIN: Math.min(...parts), PRODUCT: product }[aggregation];
    const passed = open && members.length > 0 && members.every(({ verdict }) => verdict === "ACCEPTED");
    results.set(name, { score: open && members.length > 0 ? score : 0, passed });
  }
  return results;
}

function covers(prefix: string, { name, sample }: NamedTest): boolean {
  return prefix === "" ? !sample : name === prefix || name.startsWith(`${prefix}/`);
}

describe("the scorer", () => {
  it("gives what a naive one gives, though it leaves tests out", () => {
    let skipped = 0;
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const one = randomCase(seed);
      const scorer = createScorer(one.scoring, one.tests);
      const final = new Map<string, GroupResult>();
      for (const [index, outcome] of one.outcomes.entries()) {
        if (scorer.skips(index)) skipped++;
        else scorer.add(index, outcome);
        for (const group of scorer.state()!.groups) if (group.status !== "PENDING") final.set(group.name, final.get(group.name) ?? group);
      }
      const { state, ruling } = scorer.end();
      const expected = naive(one);
      for (const [index, { name, status, score }] of state!.groups.entries()) {
        const { score: right, passed } = expected.get(name)!;
        expect({ seed, name, score: Math.round(score! * 1000), passed: status === "PASSED" }).toEqual({
          ...{ seed, name, score: Math.round(right * 1000), passed },
        });
        // All tests are run or skipped, so everything was final before, and stayed as it was.
        expect(final.get(name)).toBe(state!.groups[index]);
      }
      const total = one.scoring.groups.reduce((sum, { maxScore }) => sum + maxScore, 0);
      expect({ seed, accepted: ruling.verdict === "ACCEPTED" }).toEqual({ seed, accepted: state!.score >= total });
    }
    expect(skipped).toBeGreaterThan(ROUNDS / 10);
  });
});
