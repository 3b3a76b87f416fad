/** One judging in several slots of the real sandbox: idle slots run its tests, and go back when another submission arrives. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import { createInteractor } from "../../src/judge/interaction/interactor.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { judge, type JudgeProgress, type JudgeRequest, type JudgeResult } from "../../src/judge/pipeline.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Container, Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { createScorer } from "../../src/judge/scoring/scorer.js";
import { PASS_FAIL } from "../../src/judge/scoring/scoring.js";
import { startLauncher, type TestLauncher } from "../support/launcher.js";

let launcher: TestLauncher;
let real: Sandbox;
let checkers: Sandbox;
let sandbox: Sandbox;
/** Programs run in slots of the judgings' own, and in lent ones. */
let ran: { own: number; lent: number };
/** Called when a program starts in a lent slot. */
let onLent: () => void;

/** Counts what the container runs. */
function watched(container: Container, slot: "own" | "lent"): Container {
  const { exec, interact } = container;
  const count = () => {
    ran[slot]++;
    if (slot === "lent") onLent();
  };
  container.exec = (request) => (count(), exec.call(container, request));
  container.interact = (request) => (count(), interact.call(container, request));
  return container;
}

beforeAll(async () => {
  launcher = await startLauncher();
  [real, checkers] = [2, 1].map((slots) => createLocalSandbox({ socketPath: launcher.socketPath, slots })) as [Sandbox, Sandbox];
  sandbox = {
    slots: 2,
    probe: () => real.probe(),
    close: () => real.close(),
    open: async () => watched(await real.open(), "own"),
    lend: async () => {
      const loan = await real.lend();
      return loan && { ...loan, container: watched(loan.container, "lent") };
    },
  };
});
beforeEach(() => {
  ran = { own: 0, lent: 0 };
  onLent = () => undefined;
});
afterAll(async () => {
  await Promise.all([real?.close(), checkers?.close()]);
  await launcher?.close();
});

/** Computes for 80 ms a test; the input is the number of the test. */
const LONG = `import time
n = int(input())
while time.process_time() < 0.08: pass
print(n)
`;

function judged(source: string, count: number, change: Partial<JudgeRequest> = {}) {
  const progress: JudgeProgress[] = [];
  const result: Promise<JudgeResult> = judge({
    ...{
      engine: createContainerEngine("sandbox", sandbox),
      language: findLanguage("python")!,
      source,
      limits: { timeLimitMs: 5000, memoryLimitKb: 262_144 },
      checker: tokens,
    },
    tests: {
      count,
      read: (index) => Promise.resolve({ sample: false, input: Buffer.from(`${index}\n`), output: Buffer.from(`${index}\n`) }),
    },
    scorer: createScorer(PASS_FAIL, []),
    onProgress: (step) => progress.push(step),
    ...change,
  });
  return { result, progress };
}

const reported = (progress: JudgeProgress[]) =>
  progress.flatMap((step) => (step.status === "RUNNING" && step.test ? [step.test.index] : []));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("a judging on a machine with an idle slot", () => {
  it("uses both slots for a long test set, and reports in order", async () => {
    const { result, progress } = judged(LONG, 40);
    expect(await result).toMatchObject({ verdict: "ACCEPTED", testsPassed: 40 });
    expect(reported(progress)).toEqual(upTo(40));
    // The syntax check of Python, too.
    expect(ran.own + ran.lent).toBe(41);
    expect(ran.lent).toBeGreaterThan(1);
    expect(ran.own).toBeGreaterThan(1);
  });

  it("gives the slot back when another submission arrives", async () => {
    const ended: string[] = [];
    let other: Promise<unknown> | undefined;
    onLent = () => {
      other ??= judged("print(input())", 1).result.then(({ verdict }) => ended.push(`other ${verdict}`));
    };
    const { verdict, testsPassed } = await judged(LONG, 40).result;
    ended.push(`long ${verdict}`);
    await other;
    expect(ended).toEqual(["other ACCEPTED", "long ACCEPTED"]);
    expect(testsPassed).toBe(40);
  });

  it("ends at the first failed test, whatever ran ahead of it", async () => {
    // From test 12 on the program fails at once, except in test 12 itself: later tests end before it.
    const failing = LONG.replace("print(n)", "").replace("while", "if n > 12: raise SystemExit(3)\nwhile") + "print(n if n < 12 else -1)\n";
    const { result, progress } = judged(failing, 40);
    const { tests, failedTest, verdict, testsPassed } = await result;
    expect({ verdict, testsPassed, failed: failedTest?.index, last: tests.at(-1) }).toMatchObject({
      ...{ verdict: "WRONG_ANSWER", testsPassed: 12, failed: 12 },
      last: { index: 12, verdict: "WRONG_ANSWER" },
    });
    expect(reported(progress)).toEqual(upTo(13));
    expect(ran.lent).toBeGreaterThan(0);
  });

  it("also joins the interactor to the submission in a lent slot", async () => {
    const program = {
      ...{ kind: "KATTIS" as const, language: "python", files: [], arguments: [] },
      source: "import sys\nn = open(sys.argv[1]).read().strip()\nprint(n, flush=True)\nsys.exit(42 if input() == n else 43)\n",
    };
    const interactor = createInteractor({ program, checksOutput: false, open: () => checkers.open() });
    const { result, progress } = judged(LONG, 12, { partner: interactor });
    expect(await result).toMatchObject({ verdict: "ACCEPTED", testsPassed: 12 });
    expect(reported(progress)).toEqual(upTo(12));
    expect(ran.lent).toBeGreaterThan(0);
  });
});
