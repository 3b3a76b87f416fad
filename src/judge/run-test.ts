import type { CheckResult } from "./checkers/checker.js";
import type { Execution } from "./execution.js";
import type { Language } from "./languages/language.js";
import { execRepeating } from "./repeat.js";
import type { Container, ExecOutcome } from "./sandbox/sandbox.js";
import type { PassTranscript } from "./test-result.js";
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
  /** What the program printed, where that is not the output to check. */
  printed?: Buffer;
  /** Only of samples of interactive and multi-pass problems. */
  transcript: PassTranscript | null;
}

/** Sends its requests to the sandbox at once, so that calls may overlap. Rejects with a SandboxError. */
export type RunTest = (test: TestCase) => Promise<Ended>;

/** What runs a submission on each of its tests in another way: beside a program of the problem, or through a driver. */
export interface Partner {
  /** Also inputs without an expected output are run by it. */
  runsAll?: boolean;
  /** Prepares the companion of a submission's container. One submission may have several containers. */
  join(container: Container, execution: Execution, language: Language): Promise<RunTest>;
}

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
