import { type EngineFeature, type EngineName, featuresOf, refusalOf } from "../../../../judge/engines/features.js";
import { AppError } from "../../../../kernel/errors.js";
import type { Problem } from "../problem.entity.js";

/** UNSUPPORTED_BY_ENGINE if the installation's engine can't do one of these. `engine` is EXECUTION_ENGINE, which API and workers share. */
export function expectEngine(engine: EngineName, features: readonly EngineFeature[]): void {
  const refusal = refusalOf(engine, features);
  if (refusal !== null) throw new AppError("UNSUPPORTED_BY_ENGINE", refusal);
}

/** The same, for judging submissions of the problem; `files` besides the source. */
export function expectEngineFor(
  engine: EngineName,
  problem: Pick<Problem, "checkerProgram" | "interactor" | "passes" | "signature" | "includedFiles">,
  files: readonly unknown[] = [],
): void {
  expectEngine(engine, [...featuresOf(problem), ...(files.length > 0 ? ["SOURCE_FILES" as const] : [])]);
}
