/**
 * A failing input that a review claims is validated and run before it is shown: what the judge says counts, not what the model says.
 */
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { judgeLimitsFor } from "../../../practice/problems/edits/limits.js";
import type { Problem } from "../../../practice/problems/problem.entity.js";
import { programsOf } from "../../../practice/problems/programs/program-rows.js";
import { validateTests } from "../../../practice/problems/programs/validate-tests.job.js";
import { runCode, runPatienceMs, type RunCodeCase } from "../../../practice/submissions/run-code/run-code.job.js";
import type { SubmissionReference } from "../features/submission-reference.js";

export const FAILING_INPUT_OUTCOMES = ["CONFIRMED", "REFUTED", "INVALID", "UNKNOWN"] as const;
export type FailingInputOutcome = (typeof FAILING_INPUT_OUTCOMES)[number];

export interface FailingInput {
  input: string;
  reason: string;
  outcome: FailingInputOutcome;
  /** Null if it was not judged. */
  verdict: string | null;
  /** Of the learner's program. */
  output: string | null;
}

export type FailingInputCheck = (
  requestId: string,
  submission: SubmissionReference,
  claims: readonly { input: string; reason: string }[],
) => Promise<FailingInput[]>;

type JudgedProblem = Pick<
  Problem,
  | "timeLimitMs"
  | "memoryLimitKb"
  | "outputLimitKb"
  | "languageLimits"
  | "checker"
  | "checkerParameters"
  | "checkerProgram"
  | "interactor"
  | "checksInteractorOutput"
  | "passes"
  | "signature"
  | "includedFiles"
>;

const INPUT_MAX = 64 * 1024;
const OUTPUT_MAX = 4000;
const VALIDATION_PATIENCE_MS = 60_000;
/** Behind code that people wait for. */
const RANK = 1000;
const WITHOUT_WORKER_MS = 15_000;

export function createFailingInputCheck({ fork, jobs, log }: { fork(): EntityManager; jobs: Jobs; log: Logger }): FailingInputCheck {
  return async (requestId, { problemId, language, source }, claims) => {
    if (claims.length === 0) return [];
    const [problem] = await rows<JudgedProblem>(
      fork(),
      `select time_limit_ms as "timeLimitMs", memory_limit_kb as "memoryLimitKb", output_limit_kb as "outputLimitKb",
         language_limits as "languageLimits", checker, checker_parameters as "checkerParameters", checker_program as "checkerProgram", interactor,
         checks_interactor_output as "checksInteractorOutput", passes, signature, included_files as "includedFiles" from problems where id = ?`,
      [problemId],
    );
    const unknown = () =>
      claims.map(({ input, reason }) => ({
        input: input.slice(0, INPUT_MAX),
        reason,
        outcome: "UNKNOWN" as const,
        verdict: null,
        output: null,
      }));
    // Interactive problems have no inputs of their own, and a model does not know how arguments are written.
    if (!problem || problem.interactor !== null || problem.passes > 1 || problem.signature !== null) return unknown();
    const reference = (await programsOf(fork(), problemId, "SOLUTION")).find(
      ({ expectedVerdicts, files }) => expectedVerdicts.length === 1 && expectedVerdicts[0] === "ACCEPTED" && files.length === 0,
    );
    const judging = {
      checkerId: problem.checker,
      checkerParameters: problem.checkerParameters,
      checkerProgram: problem.checkerProgram,
    };
    const run = async (program: { language: string; source: string }, inputs: readonly string[], expected: readonly (string | null)[]) => {
      const limits = judgeLimitsFor(problem, program.language);
      const cases = inputs.map((input, index) => ({ name: String(index), input, expected: expected[index] ?? null }));
      const includedFiles = problem.includedFiles[program.language] ?? [];
      const request = { language: program.language, source: program.source, limits, ...judging, includedFiles, cases };
      return (
        await jobs.call(runCode, request, newId(), { timeoutMs: runPatienceMs(limits), withoutWorkerMs: WITHOUT_WORKER_MS, rank: RANK })
      ).cases;
    };
    /** Places of the inputs that a validator of the problem does not accept: what fails on them says nothing about the program. */
    const invalidAmong = async (inputs: readonly string[]): Promise<ReadonlySet<number>> => {
      const validators = await programsOf(fork(), problemId, "VALIDATOR");
      if (validators.length === 0) return new Set();
      const request = { testSetSha256: null, validatorIds: validators.map(({ id }) => id), inputs: [...inputs] };
      const options = { timeoutMs: VALIDATION_PATIENCE_MS, withoutWorkerMs: WITHOUT_WORKER_MS, rank: RANK };
      return new Set((await jobs.call(validateTests, request, newId(), options)).faults.map(({ index }) => index));
    };
    try {
      const all = claims.map(({ input, reason }) => ({ input: input.slice(0, INPUT_MAX), reason: reason.slice(0, 2000) }));
      const invalid = await invalidAmong(all.map(({ input }) => input));
      const inputs = all.filter((_, index) => !invalid.has(index)).map(({ input }) => input);
      const wanted = reference && inputs.length > 0 ? await run(reference, inputs, []) : [];
      const expected = inputs.map((_, index) => outputOf(wanted[index]));
      const results = inputs.length > 0 ? await run({ language, source }, inputs, expected) : [];
      let at = 0;
      return all.map(({ input, reason }, index): FailingInput => {
        if (invalid.has(index)) return { input, reason, outcome: "INVALID", verdict: null, output: null };
        return resultOf(input, reason, results[at], wanted[at++]);
      });
    } catch (error) {
      log.warn({ id: requestId, err: error }, "claims of an AI review not run");
      return unknown();
    }
  };
}

/** Null unless the reference solution ended normally: then the input is none of the problem's. */
function outputOf(run: RunCodeCase | undefined): string | null {
  return run?.verdict === null ? run.stdout : null;
}

function resultOf(input: string, reason: string, run: RunCodeCase | undefined, wanted: RunCodeCase | undefined): FailingInput {
  const verdict = run?.verdict ?? null;
  const failed = verdict !== null && verdict !== "ACCEPTED";
  // Without an accepted reference, an error of the program may be the fault of the input.
  const outcome = outputOf(wanted) === null ? "UNKNOWN" : failed ? "CONFIRMED" : "REFUTED";
  return { input, reason, outcome, verdict, output: run?.stdout.slice(0, OUTPUT_MAX) ?? null };
}
