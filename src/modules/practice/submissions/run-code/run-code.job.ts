import * as z from "zod";
import { sampleTranscript } from "../../../../judge/test-result.js";
import { functionSignature } from "../../../../judge/functions/signature.js";
import { checkerParameters } from "../../../../judge/checkers/parameters.js";
import type { PayloadOf } from "../../../../kernel/contract.js";
import { count, id } from "../../../../kernel/schemas.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Problem } from "../../problems/problem.entity.js";

/** No further case starts after this time. So the result of single runs arrives while the caller still waits; see runPatienceMs. */
export const RUN_BUDGET_MS = 30_000;
/** For queueing, compiling and all runs but the last. */
const PATIENCE_MS = 60_000;

/**
 * How long the caller waits, and the most that a run takes: a case of a multi-pass problem may be a hundred runs. A run that is ended for
 * this has no caller any more, and so is not tried again.
 */
export function runPatienceMs({ timeLimitMs }: { timeLimitMs: number }): number {
  // The wall-clock limit of a sleeping program is three times its CPU limit.
  return PATIENCE_MS + 3 * timeLimitMs;
}

/** `expected` is null for custom input: nothing to compare with. */
const runCase = z.object({
  ...{ name: z.string(), input: z.string(), expected: z.string().nullable() },
  checkerArguments: z.array(z.string()).optional(),
});

const ranCase = runCase.extend({
  stdout: z.string(),
  stderr: z.string(),
  /** Of a function. Absent in results of older versions. */
  result: z.string().nullable().default(null),
  /** Null if the program exited normally and there is nothing to compare with. */
  verdict: z.string().nullable(),
  detail: z.string().nullable(),
  cpuMs: count,
  wallMs: count,
  peakMemoryKb: count,
  /** Absent in results of older versions. */
  transcript: sampleTranscript.nullish(),
});

const files = z.array(z.object({ name: z.string(), content: z.string() }));

/**
 * Runs code without counting it. Nothing is stored: the payload lives in Redis until the job ends, about a second, so it
 * carries the source where other jobs carry an id. The result lives there until the API has fetched it.
 */
export const runCode = defineJob({
  name: "run-code",
  description: "Runs code for `runCode` while its caller waits.",
  payload: z.object({
    language: z.string(),
    source: z.string(),
    limits: z.object({ timeLimitMs: z.number(), memoryLimitKb: z.number(), outputLimitBytes: z.number().optional() }),
    checkerId: z.string(),
    /** Absent in jobs of older versions. */
    checkerParameters: checkerParameters.optional(),
    checkerProgram: id.nullish(),
    interactor: id.nullish(),
    checksInteractorOutput: z.boolean().optional(),
    passes: count.optional(),
    files: files.optional(),
    signature: functionSignature.nullish(),
    drivers: z.record(z.string(), z.string()).optional(),
    /** Of the language. */
    includedFiles: files.optional(),
    cases: z.array(runCase),
  }),
  result: z.object({ compilerOutput: z.string().nullable(), compiled: z.boolean(), cases: z.array(ranCase) }),
  options: { attempts: 3, backoff: { type: "fixed", delay: 300 } },
});

/** What of a problem decides about a run. */
export function judgedBy(problem: Problem, language: string): Omit<RunCodeRequest, "language" | "source" | "files" | "limits" | "cases"> {
  const includedFiles = problem.includedFiles[language] ?? [];
  const { checker: checkerId, signature, drivers, checkerParameters, checkerProgram, interactor, checksInteractorOutput, passes } = problem;
  return { checkerId, checkerParameters, checkerProgram, interactor, checksInteractorOutput, passes, signature, drivers, includedFiles };
}

export type RunCodeRequest = PayloadOf<typeof runCode>;
export type RunCodeCase = z.infer<typeof ranCase>;
export type RunCodeResult = PayloadOf<typeof runCode.result>;
