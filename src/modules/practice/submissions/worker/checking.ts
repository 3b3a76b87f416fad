import type { ArtifactCache } from "../../../../judge/artifact-cache.js";
import type { CheckerProgram } from "../../../../judge/checker-programs/checker-program.js";
import { compileChecker, createProgramChecker } from "../../../../judge/checker-programs/program-checker.js";
import type { OutputChecker } from "../../../../judge/checkers/checker.js";
import { checkerWith } from "../../../../judge/checkers/index.js";
import { compile, filesOf } from "../../../../judge/compilation.js";
import { withContainers } from "../../../../judge/containers.js";
import { type FunctionProblem, functionProgram } from "../../../../judge/functions/function-program.js";
import { createInteractor } from "../../../../judge/interaction/interactor.js";
import { workersLanguage } from "../../../../judge/languages/index.js";
import { createMultiPass } from "../../../../judge/passes/multi-pass.js";
import type { Partner } from "../../../../judge/run-test.js";
import type { Sandbox } from "../../../../judge/sandbox/sandbox.js";
import type { Problem } from "../../problems/problem.entity.js";

export interface CheckingDependencies {
  /**
   * Containers for checker programs: a pool apart from that of submissions. A judging takes its submission container first, so the two
   * cannot deadlock.
   */
  checkers: Sandbox;
  artifacts: ArtifactCache;
  readProgram(id: string): Promise<CheckerProgram>;
}

/** What decides about a submission, besides tests and limits. */
export type JudgedBy = Pick<
  Problem,
  "checker" | "checkerParameters" | "checkerProgram" | "interactor" | "checksInteractorOutput" | "passes"
>;

/** Provides the problem's checker, and its interactor or multi-pass validator, to `work`. An abort rejects with the signal's reason. */
export async function withChecker<T>(
  { checkers, artifacts, readProgram }: CheckingDependencies,
  { checker, checkerParameters, checkerProgram, interactor, checksInteractorOutput: checksOutput, passes }: JudgedBy,
  signal: AbortSignal | undefined,
  work: (judges: { checker: OutputChecker; partner?: Partner }) => Promise<T>,
): Promise<T> {
  if (checkerProgram === null && interactor === null) return work({ checker: checkerWith(checker, checkerParameters) });
  const read = async (id: string | null) => (id === null ? null : readProgram(id));
  const [program, talker] = await Promise.all([read(checkerProgram), read(interactor)]);
  return withContainers(checkers, signal, (open) => {
    const partner = talker
      ? createInteractor({ program: talker, checksOutput, passes: talker.kind === "KATTIS" ? passes : 1, open, artifacts })
      : program?.kind === "KATTIS" && passes > 1 && createMultiPass({ program, passes, open, artifacts });
    return work({
      checker: program ? createProgramChecker({ program, open, artifacts }) : checkerWith(checker, checkerParameters),
      ...(partner && { partner }),
    });
  });
}

/** Runs in the worker, while the author of the program waits. */
export function tryCompiling(
  { checkers, artifacts }: CheckingDependencies,
  { program, asFunction }: { program: CheckerProgram; asFunction?: FunctionProblem },
): Promise<{ ok: boolean; output: string }> {
  return withContainers(checkers, undefined, async (open) => {
    const { ok, output } = await (asFunction
      ? compile({ ...functionRequest(program, asFunction), files: filesOf(program), open, artifacts })
      : compileChecker({ program, open, artifacts }));
    return { ok, output };
  });
}

/** A language of learners, not one of checker programs. */
function functionRequest({ language: id, source }: CheckerProgram, asFunction: FunctionProblem) {
  const language = workersLanguage(id);
  const program = functionProgram(language, asFunction, source);
  return { language, source: program.source, entry: program.entry };
}
