import type { CheckerParameters } from "../../../../judge/checkers/parameters.js";
import type { JobDefinition } from "../../../../platform/jobs/jobs.js";

export interface RunCodePayload {
  language: string;
  source: string;
  limits: { timeLimitMs: number; memoryLimitKb: number };
  checkerId: string;
  /** Absent in jobs of older versions. */
  checkerParameters?: CheckerParameters;
  /** `expected` is null for custom input: nothing to compare with. */
  cases: { name: string; input: string; expected: string | null }[];
}

export interface RunCodeCase {
  name: string;
  input: string;
  expected: string | null;
  stdout: string;
  stderr: string;
  /** Null if the program exited normally and there is nothing to compare with. */
  verdict: string | null;
  detail: string | null;
  cpuMs: number;
  wallMs: number;
  peakMemoryKb: number;
}

export interface RunCodeResult {
  compilerOutput: string | null;
  compiled: boolean;
  cases: RunCodeCase[];
}

/** No further case starts after this time, so that the result arrives while the caller still waits. */
export const RUN_BUDGET_MS = 30_000;

/**
 * Runs code without counting it. Nothing is stored: the payload lives in Redis until the job ends, about a second, so it
 * carries the source where other jobs carry an id. The result lives there until the API has fetched it.
 */
export const runCode: JobDefinition<RunCodePayload, RunCodeResult> = {
  name: "run-code",
  description: "Runs code for `runCode`, while its caller waits.",
  awaited: true,
  parse(payload) {
    const run = payload as RunCodePayload;
    if (typeof run?.language !== "string" || typeof run.source !== "string" || !Array.isArray(run.cases)) throw new Error("not a code run");
    return run;
  },
  options: { attempts: 3, backoff: { type: "fixed", delay: 300 } },
};
