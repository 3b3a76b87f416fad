/**
 * Runs an interactor beside the submission: in the companion of its container, where it can't reach it. Their standard input and output
 * are joined by the sandbox.
 */
import { KIB, MIB, SECOND_MS } from "../../kernel/units.js";
import type { ArtifactCache } from "../artifact-cache.js";
import type { CheckerProgram } from "../checker-programs/checker-program.js";
import { nullIfTooLarge, programExecution, programFailure, PROTOCOLS } from "../checker-programs/program-checker.js";
import { failed } from "../checker-programs/protocol.js";
import type { Execution } from "../execution.js";
import type { Language } from "../languages/language.js";
import { createPartner, FEEDBACK_LIMITS } from "../partner.js";
import { nextInputIn, type RunPass, runPasses } from "../passes/run-passes.js";
import type { Ended, Partner } from "../run-test.js";
import type { BoxFile, Container, ExecOutcome } from "../sandbox/sandbox.js";
import { classify } from "../verdict.js";
import { decide, type InteractorEnd } from "./decide.js";
import { callOf, outputOf } from "./protocol.js";

/** For each test, besides the time of the submission. */
const INTERACTOR_CPU_MS = 10 * SECOND_MS;
const INTERACTOR_MEMORY_KB = 512 * KIB;
const OUTPUT_LIMIT_BYTES = 8 * MIB;
const SIGPIPE = 13;
/** Python ignores SIGPIPE and ends with an ordinary exit code. */
const PYTHON_CUT_OFF = /^(?:BrokenPipeError|EOFError)\b/;

export interface InteractorOptions {
  program: CheckerProgram;
  /** The problem's checker decides about the output of a TESTLIB interactor that accepts. */
  checksOutput: boolean;
  /** Most passes of a test. More than one only for KATTIS. */
  passes?: number;
  /** A container to compile in; the caller closes it. */
  open(): Promise<Container>;
  artifacts?: ArtifactCache;
  limits?: { timeLimitMs?: number; memoryLimitKb?: number };
}

export function createInteractor(options: InteractorOptions): Partner {
  const { program, passes = 1 } = options;
  const checksOutput = options.checksOutput && program.kind === "TESTLIB";
  return createPartner({ ...options, name: "The interactor" }, ({ language, companion }, { container, execution, submissionLanguage }) => {
    const { timeLimitMs = INTERACTOR_CPU_MS + execution.limits.cpuMs, memoryLimitKb = INTERACTOR_MEMORY_KB } = options.limits ?? {};
    const plan = programExecution(language, { timeLimitMs, memoryLimitKb, outputLimitBytes: OUTPUT_LIMIT_BYTES });
    // The submission's limit comes first if both wait.
    plan.limits.wallMs = Math.max(plan.limits.wallMs, execution.limits.wallMs + INTERACTOR_CPU_MS);

    const runPass: RunPass = async (test, { pass, transcriptBytes }) => {
      const { argv, given } = callOf(program, test);
      const playing = container.interact({
        submission: execution,
        interactor: { ...plan, argv: [...plan.argv, ...argv], given, keepsOut: pass > 1 },
        transcriptBytes,
      });
      // Requested at once: the next test may be sent before this one has ended.
      const collecting = companion.collect(FEEDBACK_LIMITS).catch(nullIfTooLarge);
      const [interplay, feedback] = await Promise.all([playing, collecting]);
      const { submission: outcome, interactor, transcript } = interplay;
      const end = endOf(program, language, plan, interactor, feedback);
      const decision = decide({ ...interplay, submission: classify(outcome, execution.limits, submissionLanguage), interactor: end });
      const output = feedback && checksOutput && decision.check?.ok ? outputOf(feedback) : null;
      const sent = transcript.entries.filter(({ from }) => from === "SUBMISSION").map(({ bytes }) => bytes);
      const ended: Ended = {
        outcome: { ...outcome, stdout: Buffer.concat(sent) },
        ruling: decision.ruling,
        check: output ? null : decision.check,
        actual: output ?? Buffer.alloc(0),
        repeated: false,
        transcript: test.sample ? transcript : null,
      };
      // One that was cut off, or failed, may have written it before.
      return { ended, nextInput: passes > 1 && end.kind === "DECIDED" ? nextInputIn(feedback) : null };
    };
    return runPasses(runPass, passes);
  });
}

function endOf(
  { kind }: CheckerProgram,
  language: Language,
  { limits }: Execution,
  outcome: ExecOutcome,
  feedback: readonly BoxFile[] | null,
): InteractorEnd {
  if (outcome.signal === SIGPIPE && outcome.stopped === null && !outcome.oomKilled) return { kind: "CUT_OFF" };
  const problem = programFailure(outcome, { language, limits, name: "The interactor" });
  if (problem !== null) return { kind: "FAILED", failure: failed(problem, outcome.stderr.toString()).failure! };
  if (!feedback) return { kind: "FAILED", failure: "The interactor left too much in its feedback folder." };
  const result = PROTOCOLS[kind].read({ exitCode: outcome.exitCode!, stderr: outcome.stderr, feedback }, "The interactor");
  if (result.failure === undefined) return { kind: "DECIDED", result };
  const lastLine = outcome.stderr.toString().trimEnd().split("\n").at(-1)!;
  return PYTHON_CUT_OFF.test(lastLine) ? { kind: "CUT_OFF" } : { kind: "FAILED", failure: result.failure };
}
