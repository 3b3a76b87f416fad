import type { ArtifactCache } from "../../../../judge/artifact-cache.js";
import type { CheckerProgram } from "../../../../judge/checker-programs/checker-program.js";
import { compileChecker, createProgramChecker } from "../../../../judge/checker-programs/program-checker.js";
import type { OutputChecker } from "../../../../judge/checkers/checker.js";
import { checkerWith } from "../../../../judge/checkers/index.js";
import { withContainers } from "../../../../judge/containers.js";
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

/** Provides the problem's checker to `work`. An abort rejects with the signal's reason. */
export async function withChecker<T>(
  { checkers, artifacts, readProgram }: CheckingDependencies,
  problem: Pick<Problem, "checker" | "checkerParameters" | "checkerProgram">,
  signal: AbortSignal | undefined,
  work: (checker: OutputChecker) => Promise<T>,
): Promise<T> {
  if (problem.checkerProgram === null) return work(checkerWith(problem.checker, problem.checkerParameters));
  const program = await readProgram(problem.checkerProgram);
  return withContainers(checkers, signal, (open) => work(createProgramChecker({ program, open, artifacts })));
}

/** Runs in the worker, while the author of the program waits. */
export function tryCompiling(
  { checkers, artifacts }: CheckingDependencies,
  { program }: { program: CheckerProgram },
): Promise<{ ok: boolean; output: string }> {
  return withContainers(checkers, undefined, async (open) => {
    const { ok, output } = await compileChecker({ program, open, artifacts });
    return { ok, output };
  });
}
