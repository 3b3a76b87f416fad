/**
 * Random problems and programs in several lanes against one lane: tests take random time, fail in any way, and lanes come, go and break at
 * any moment. Result and progress have to be the same.
 */
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { createContainerEngine } from "../engines/container-engine.js";
import { PROVES_ALL } from "../../../test/support/proofs.js";
import type { OutputChecker } from "../checkers/checker.js";
import { tokens } from "../checkers/tokens.js";
import { findLanguage } from "../languages/index.js";
import { judge, type JudgeProgress, type JudgeResult } from "../pipeline.js";
import { type Container, type ExecOutcome, type Loan, type Sandbox, SandboxError } from "../sandbox/sandbox.js";
import { createScorer } from "../scoring/scorer.js";
import { type Aggregation, PASS_FAIL, type Scoring } from "../scoring/scoring.js";
import type { NamedTest } from "../scoring/test-groups.js";

/** `npm run test:long` has all. */
const ROUNDS = PROVES_ALL ? 1000 : 250;
const LIMITS = { timeLimitMs: 1000, memoryLimitKb: 65_536 };

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

type Random = ReturnType<typeof randomFrom>;

/** A clock that does not wait: fake timers of jest would take minutes for this many. */
function createClock() {
  let now = 0;
  const due: { at: number; act: () => void }[] = [];
  return {
    now: () => now,
    after(ms: number, act: () => void): void {
      due.push({ at: now + ms, act });
      due.sort((one, other) => one.at - other.at);
    },
    /** Until the work has ended, and then until nothing is due. */
    async run<T>(work: Promise<T>): Promise<T> {
      let isOver = false;
      const end = () => void (isOver = true);
      work.then(end, end);
      for (;;) {
        // Everything else here is promises.
        await setImmediate();
        const next = due.shift();
        if (!next && isOver) return work;
        if (!next) throw new Error("the work waits for nothing");
        now = next.at;
        next.act();
      }
    },
  };
}

let clock: ReturnType<typeof createClock>;

/** Outcomes of a program's first and second run on a test. */
type Behaviour = [Partial<ExecOutcome>, Partial<ExecOutcome>?];

interface Case {
  scoring: Scoring;
  tests: NamedTest[];
  behaviours: Behaviour[];
}

const printing = (text: string): Partial<ExecOutcome> => ({ stdout: Buffer.from(text) });

function randomBehaviour(random: Random, failing: number): Behaviour {
  if (random(100) >= failing) return [{ ...printing("right"), cpuMs: random(1000) }];
  const behaviours: Behaviour[] = [
    [printing("wrong")],
    [{ exitCode: 1 }],
    [{ exitCode: null, signal: 9, stopped: "cpu", cpuMs: 1100 }],
    [{ oomKilled: true, exitCode: 1 }],
    [
      { ...printing("right"), cpuMs: 1050 },
      { ...printing("right"), cpuMs: 990 },
    ],
    [
      { ...printing("right"), cpuMs: 1050 },
      { ...printing("wrong"), cpuMs: 980 },
    ],
    [
      { ...printing("right"), cpuMs: 1050 },
      { ...printing("right"), cpuMs: 1040 },
    ],
    [printing("impossible")],
  ];
  return behaviours[random(behaviours.length)]!;
}

function randomScoring(random: Random): Scoring {
  if (random(3) === 0) return { ...PASS_FAIL, stopOnFirstFailure: random(2) === 0 };
  const names = ["", "g1", "g2", "g2/x"].filter(() => random(3) > 0);
  if (names.length === 0) names.push("g1");
  // Earlier or later ones: without cycles.
  const earlier = random(2) === 0;
  const groups = names.map((name, index) => ({
    ...{ name, maxScore: random(5) * 10, rejectedScore: random(4) === 0 ? 5 : 0, testPoints: [], stopOnFirstFailure: random(2) === 0 },
    aggregation: (["SUM", "MIN", "PRODUCT"] as Aggregation[])[random(3)]!,
    requires: names.filter((_, other) => other !== index && other < index === earlier && random(4) === 0),
  }));
  return { mode: "SCORED", stopOnFirstFailure: random(5) === 0, passingScore: null, groups };
}

function randomCase(random: Random): Case {
  const folders = ["sample/", "g1/", "g2/", "g2/x/", "g3/", ""];
  const tests = Array.from({ length: 1 + random(20) }, (_, index) => {
    const folder = folders[random(folders.length)]!;
    return { name: `${folder}${index}`, sample: folder === "sample/" };
  });
  const failing = random(50);
  return { scoring: randomScoring(random), tests, behaviours: tests.map(() => randomBehaviour(random, failing)) };
}

const checker: OutputChecker = {
  check: (request) => (request.actual.toString() === "impossible" ? { ok: false, failure: "the checker fails" } : tokens.check(request)),
};

/** `random` decides how long runs take, and what becomes of lanes; without it nothing is lent. */
function createSandbox({ behaviours }: Case, random?: Random) {
  const facts = { lent: 0, open: 0, ranLent: 0, ranAfterRecall: 0 };
  const open = (recalled?: AbortSignal): Container => {
    facts.open++;
    let last = "";
    let isClosed = false;
    const ends: (() => void)[] = [];
    const close = () => {
      if (!isClosed) facts.open--;
      isClosed = true;
      for (const end of ends) end();
      return Promise.resolve();
    };
    return {
      put: () => (recalled && random!(10) === 0 ? Promise.reject(new SandboxError("no room")) : Promise.resolve()),
      collect: () => Promise.resolve([{ path: "main", content: Buffer.from("ELF") }]),
      companion: () => Promise.reject(new Error("no interactor here")),
      interact: () => Promise.reject(new Error("no interactor here")),
      close,
      exec: ({ stdin }) =>
        new Promise((resolve, reject) => {
          const input = stdin.toString();
          const behaviour = behaviours[Number(input)];
          const outcome = input === "" ? {} : (last === input && behaviour![1]) || behaviour![0];
          if (recalled && last !== input) {
            facts.ranLent++;
            if (recalled.aborted) facts.ranAfterRecall++;
          }
          last = input;
          ends.push(() => reject(new SandboxError("closed")));
          if (isClosed) return reject(new SandboxError("closed"));
          if (recalled && random!(30) === 0) return clock.after(5, () => reject(new SandboxError("broken")));
          clock.after(random ? random(random(4) === 0 ? 4000 : 400) : 1, () => resolve({ ...OUTCOME, ...outcome }));
        }),
    };
  };
  const lend = async (): Promise<Loan | null> => {
    if (!random || facts.open > 3 || random(4) === 0) return null;
    const recall = new AbortController();
    await new Promise<void>((resolve) => clock.after(random(100), resolve));
    if (random(3) === 0) clock.after(random(3000), () => recall.abort());
    facts.lent++;
    return { container: open(recall.signal), recalled: recall.signal };
  };
  const sandbox: Sandbox = {
    slots: 4,
    open: () => Promise.resolve(open()),
    lend,
    probe: () => Promise.reject(new Error("not asked for here")),
    close: () => Promise.resolve(),
  };
  return { sandbox, facts };
}

const OUTCOME: ExecOutcome = {
  ...{ exitCode: 0, signal: null, stopped: null, oomKilled: false, fileAtLimit: false },
  ...{ cpuMs: 5, wallMs: 7, peakMemoryBytes: 4096, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) },
};

async function judged({ scoring, tests }: Case, sandbox: Sandbox): Promise<{ result: JudgeResult; progress: JudgeProgress[] }> {
  const progress: JudgeProgress[] = [];
  const judging = judge({
    ...{
      engine: createContainerEngine("sandbox", sandbox),
      language: findLanguage("cpp17")!,
      source: "",
      limits: LIMITS,
      checker,
      scorer: createScorer(scoring, tests),
    },
    tests: {
      count: tests.length,
      read: (index) => Promise.resolve({ sample: tests[index]!.sample, input: Buffer.from(String(index)), output: Buffer.from("right") }),
    },
    onProgress: (step) => progress.push(step),
  });
  return { result: await clock.run(judging), progress };
}

beforeEach(() => {
  clock = createClock();
  jest.spyOn(performance, "now").mockImplementation(() => clock.now());
});
afterEach(() => void jest.restoreAllMocks());

describe("judging in several lanes", () => {
  it(`gives the results of one lane, in ${ROUNDS} random cases`, async () => {
    const total = { lent: 0, ranLent: 0 };
    for (let seed = 0; seed < ROUNDS; seed++) {
      const random = randomFrom(seed);
      const one = randomCase(random);
      const expected = await judged(one, createSandbox(one).sandbox);
      const { sandbox, facts } = createSandbox(one, random);
      const found = await judged(one, sandbox);
      expect({ seed, ...found }).toEqual({ seed, ...expected });
      // Also a container that arrived after the end.
      expect({ seed, open: facts.open, ranAfterRecall: facts.ranAfterRecall }).toEqual({ seed, open: 0, ranAfterRecall: 0 });
      total.lent += facts.lent;
      total.ranLent += facts.ranLent;
    }
    expect(total.lent).toBeGreaterThan(ROUNDS / 2);
    expect(total.ranLent).toBeGreaterThan(ROUNDS);
  });
});
