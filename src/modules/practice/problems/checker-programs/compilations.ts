import type { SignedIn } from "../../../../access/viewer.js";
import type { CheckerProgram } from "../../../../judge/checker-programs/checker-program.js";
import type { FunctionProblem } from "../../../../judge/functions/function-program.js";
import type { EngineFeature, EngineName } from "../../../../judge/engines/features.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../../kernel/units.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { expectEngine } from "../edits/engine-support.js";
import { compileCheckerProgram } from "./compile-checker.job.js";

const COMPILE_PATIENCE_MS = MINUTE_MS;

export interface Compilations {
  /** Waits for a worker. BAD_USER_INPUT with the compiler's output at `field`, RATE_LIMITED, JUDGE_UNAVAILABLE, UNSUPPORTED_BY_ENGINE. */
  expectCompiles(viewer: SignedIn, program: CompiledProgram, field: string): Promise<void>;
}

export interface CompiledProgram extends Pick<CheckerProgram, "language" | "source" | "files"> {
  /** Of a solution that defines the function of the problem. */
  asFunction?: FunctionProblem;
}

interface Dependencies {
  jobs: Jobs;
  limiter: RateLimiter;
  log: Logger;
  engine: EngineName;
  /** What the engine needs to be able to do with them. */
  feature: EngineFeature;
  /** Counts of an account, by name. `what` is the program in messages: "checker". */
  limit: { name: string; most: number };
  what: string;
}

export function createCompilations({ jobs, limiter, log, engine, feature, limit, what }: Dependencies): Compilations {
  return {
    async expectCompiles(viewer, { language, source, files, asFunction }, field) {
      expectEngine(engine, [feature]);
      const refused = await limiter.take({ ...limit, windowMs: HOUR_MS }, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${limit.most} new ${what} programs an hour.`, refused);
      // What a program is for makes no difference to the compiler.
      const program: CheckerProgram = { kind: "TESTLIB", arguments: [], language, source, files };
      const { ok, output } = await jobs
        .call(compileCheckerProgram, { program, asFunction }, newId(), { timeoutMs: COMPILE_PATIENCE_MS })
        .catch((error: unknown) => {
          log.warn({ err: error }, `${what} program not compiled`);
          const message = `The judge could not compile the ${what} right now. Nothing was saved; try again.`;
          throw new AppError("JUDGE_UNAVAILABLE", message, { retryAfterMs: 5 * SECOND_MS });
        });
      if (!ok) throw badInput(field, `The ${what} does not compile.\n${output}`);
    },
  };
}
