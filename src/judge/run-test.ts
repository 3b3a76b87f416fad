import type { CheckResult } from "./checkers/checker.js";
import type { Execution } from "./execution.js";
import type { Language } from "./languages/language.js";
import { execRepeating } from "./repeat.js";
import type { Container, ExecOutcome, Transcript } from "./sandbox/sandbox.js";
import type { TestCase } from "./test-set.js";
import { classify, type Ruling } from "./verdict.js";

/** How a submission ended on one test. */
export interface Ended {
  outcome: ExecOutcome;
  /** Null: it ended normally, and `check` or the checker decides. */
  ruling: Ruling | null;
  /** Of an interactor. Null: the checker decides. */
  check: CheckResult | null;
  /** What the checker gets. */
  actual: Buffer;
  /** The program ran twice; see execRepeating. */
  repeated: boolean;
  /** Only of samples of interactive problems. */
  transcript: Transcript | null;
}

/** Sends its requests to the sandbox at once, so that calls may overlap. Rejects with a SandboxError. */
export type RunTest = (test: TestCase) => Promise<Ended>;

/** Runs a program on its own: it reads the test's input and writes its output. */
export function runAlone(container: Container, execution: Execution, language: Language): RunTest {
  return async ({ input }) => {
    const outcome = await execRepeating(container, execution, input);
    const { repeated } = outcome;
    return {
      outcome,
      repeated,
      ruling: classify(outcome, execution.limits, language),
      check: null,
      actual: outcome.stdout,
      transcript: null,
    };
  };
}
