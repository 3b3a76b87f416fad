/**
 * Runs a problem's own checker in a container that only it runs in: the submission's container sees neither checker nor answers. A
 * container is used for one submission, as its output may attack the checker.
 */
import { KIB, MIB } from "../../kernel/units.js";
import { abnormalEnd } from "../abnormal-end.js";
import type { ArtifactCache } from "../artifact-cache.js";
import type { CheckRequest, CheckResult, OutputChecker } from "../checkers/checker.js";
import { compile, type Compilation, filesOf } from "../compilation.js";
import { type Execution, type JudgeLimits, planExecution } from "../execution.js";
import { workersLanguage } from "../languages/index.js";
import { type Language, TOOLCHAINS } from "../languages/language.js";
import { CollectionTooLarge, type Container, type ExecLimits, type ExecOutcome } from "../sandbox/sandbox.js";
import type { CheckerKind, CheckerProgram } from "./checker-program.js";
import { kattis } from "./kattis.js";
import { type CheckerProtocol, failed } from "./protocol.js";
import { testlib } from "./testlib.js";

export const PROTOCOLS: Record<CheckerKind, CheckerProtocol> = { TESTLIB: testlib, KATTIS: kattis };

/** For each test. Checkers are short programs; one that needs more would also delay all submissions behind it. */
export const CHECKER_LIMITS = { timeLimitMs: 10_000, memoryLimitKb: 512 * KIB, outputLimitBytes: 8 * MIB };
/** testlib takes several seconds, and more on a busy machine. Once a program has compiled, a failure would be the judge's. */
const COMPILE_LIMITS = { cpuMs: 30_000, wallMs: 90_000 };
const FEEDBACK_LIMITS = { maxBytes: MIB, maxFiles: 100 };

export interface ProgramCheckerOptions {
  program: CheckerProgram;
  /** A container for checkers; the caller closes it. */
  open(): Promise<Container>;
  artifacts?: ArtifactCache;
  limits?: JudgeLimits;
}

/** Compiles the program. Throws if this version does not know its language. */
export async function compileChecker({ program, open, artifacts }: ProgramCheckerOptions): Promise<Compilation> {
  return compile({ language: programLanguage(program), source: program.source, files: filesOf(program), open, artifacts });
}

/** Compiles at the first check, so that submissions that do not get there need no second container. Checks one output at a time. */
export function createProgramChecker(options: ProgramCheckerOptions): OutputChecker {
  const { program } = options;
  const language = programLanguage(program);
  const execution = programExecution(language, options.limits ?? CHECKER_LIMITS);
  let compilation: Promise<Compilation> | undefined;
  return {
    async check(request) {
      const compiled = await (compilation ??= compileChecker(options));
      if (!compiled.ok) return failed("The checker does not compile any more.", compiled.output);
      return run(compiled.container, program, language, execution, request);
    },
  };
}

async function run(
  container: Container,
  { kind, arguments: words }: CheckerProgram,
  language: Language,
  { argv, env, limits }: Execution,
  request: CheckRequest,
): Promise<CheckResult> {
  const protocol = PROTOCOLS[kind];
  const call = protocol.callOf(request, request.checkerArguments ?? words);
  const outcome = await container.exec({ ...call, argv: [...argv, ...call.argv], env, limits });
  const problem = programFailure(outcome, { language, limits, name: "The checker" });
  if (problem !== null) return failed(problem);
  const feedback = protocol.hasFeedback ? await container.collect(FEEDBACK_LIMITS).catch(nullIfTooLarge) : [];
  if (!feedback) return failed("The checker left too much in its feedback folder.");
  return protocol.read({ exitCode: outcome.exitCode!, stderr: outcome.stderr, feedback });
}

/** Why the program did not exit by itself; null if it did, with any code. */
export function programFailure(
  outcome: ExecOutcome,
  { language, limits, name }: { language: Language; limits: ExecLimits; name: string },
): string | null {
  const outOfMemory = outcome.exitCode !== 0 && language.ranOutOfMemory?.(outcome);
  return abnormalEnd(outOfMemory ? { ...outcome, oomKilled: true } : outcome, limits, name);
}

/** For what a program left in its feedback folder. */
export function nullIfTooLarge(error: unknown): null {
  if (error instanceof CollectionTooLarge) return null;
  throw error;
}

/** For programs of authors. Besides what submissions see: headers that `judge:setup` found on this machine. */
export function programLanguage({ language: id }: Pick<CheckerProgram, "language">): Language {
  const language = workersLanguage(id);
  const { compile: step } = language;
  const env = { ...step.env, CPATH: `${TOOLCHAINS}/checkers` };
  return { ...language, compile: { ...step, env, limits: { ...step.limits, ...COMPILE_LIMITS } } };
}

export function programExecution(language: Language, limits: JudgeLimits): Execution {
  return planExecution(language, limits, { hasFiles: true });
}
