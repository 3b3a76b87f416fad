/**
 * Multi-pass problems that are not interactive: after each pass the output validator checks the output, in the companion of the
 * submission's container. So its feedback folder lasts from pass to pass, and several lanes need not share it.
 */
import type { ArtifactCache } from "../artifact-cache.js";
import type { CheckerProgram } from "../checker-programs/checker-program.js";
import { kattis } from "../checker-programs/kattis.js";
import { CHECKER_LIMITS, nullIfTooLarge, programExecution, programFailure } from "../checker-programs/program-checker.js";
import { failed } from "../checker-programs/protocol.js";
import type { CheckResult } from "../checkers/checker.js";
import { createPartner, FEEDBACK_LIMITS } from "../partner.js";
import { execRepeating } from "../repeat.js";
import type { Ended, Partner } from "../run-test.js";
import type { BoxFile, Container, Transcript } from "../sandbox/sandbox.js";
import type { TestCase } from "../test-set.js";
import { classify } from "../verdict.js";
import { nextInputIn, type RunPass, runPasses } from "./run-passes.js";

const NAME = "The output validator";

export interface MultiPassOptions {
  /** Of the kind KATTIS: no other one knows passes. */
  program: CheckerProgram;
  /** Most passes of a test. */
  passes: number;
  /** A container to compile in; the caller closes it. */
  open(): Promise<Container>;
  artifacts?: ArtifactCache;
}

export function createMultiPass(options: MultiPassOptions): Partner {
  const { program, passes } = options;
  return createPartner({ ...options, name: NAME }, ({ language, companion }, { container, execution, submissionLanguage }) => {
    const plan = programExecution(language, CHECKER_LIMITS);

    const validate = async (test: TestCase, actual: Buffer, pass: number): Promise<{ check: CheckResult; feedback: BoxFile[] | null }> => {
      const call = kattis.callOf({ input: test.input, expected: test.output, actual }, test.checkerArguments ?? program.arguments);
      const outcome = await companion.exec({ ...plan, ...call, argv: [...plan.argv, ...call.argv], keepsOut: pass > 1 });
      const problem = programFailure(outcome, { language, limits: plan.limits, name: NAME });
      if (problem !== null) return { check: failed(problem), feedback: null };
      const feedback = await companion.collect(FEEDBACK_LIMITS).catch(nullIfTooLarge);
      if (!feedback) return { check: failed(`${NAME} left too much in its feedback folder.`), feedback };
      return { check: kattis.read({ exitCode: outcome.exitCode!, stderr: outcome.stderr, feedback }, NAME), feedback };
    };

    const runPass: RunPass = async (test, { pass, transcriptBytes }) => {
      const { repeated, ...outcome } = await execRepeating(container, execution, test.input);
      const ruling = classify(outcome, execution.limits, submissionLanguage);
      const { check, feedback } = ruling ? { check: null, feedback: null } : await validate(test, outcome.stdout, pass);
      const transcript = test.sample ? exchange(test.input, outcome.stdout, transcriptBytes) : null;
      const ended: Ended = { outcome, ruling, check, actual: outcome.stdout, repeated, transcript };
      return { ended, nextInput: nextInputIn(feedback) };
    };
    return runPasses(runPass, passes);
  });
}

/** Input and output of a pass, as if program and validator had talked to each other. Copies them: they outlive the pass. */
function exchange(input: Buffer, output: Buffer, most: number): Transcript {
  const said = Buffer.from(input.subarray(0, most));
  const answer = Buffer.from(output.subarray(0, most - said.length));
  const entries = [
    { from: "INTERACTOR" as const, bytes: said },
    { from: "SUBMISSION" as const, bytes: answer },
  ].filter(({ bytes }) => bytes.length > 0);
  return { entries, truncated: said.length + answer.length < input.length + output.length };
}
