/** Running code without judging it: samples while one writes, or one's own input. Nothing of it is counted. */
import { KIB } from "../kernel/units.js";
import type { ArtifactCache } from "./artifact-cache.js";
import type { Checker } from "./checkers/checker.js";
import { compile } from "./compilation.js";
import { withContainers } from "./containers.js";
import { type Figures, figuresOf, type JudgeLimits, planExecution } from "./execution.js";
import type { Language } from "./languages/language.js";
import { type Sandbox, SandboxError } from "./sandbox/sandbox.js";
import { excerpt } from "./text.js";
import { classify, Verdict } from "./verdict.js";

const DEFAULT_TEXT_BYTES = 64 * KIB;

export interface RunInput {
  input: Buffer;
  /** With it the checker decides; without it a program that ends well has no verdict. */
  expected?: Buffer;
}

export interface RunOnceRequest {
  sandbox: Sandbox;
  language: Language;
  source: string;
  /** Where compiled programs are kept. */
  artifacts?: ArtifactCache;
  inputs: readonly RunInput[];
  limits: JudgeLimits;
  checker: Checker;
  /** Bytes kept of each output stream. */
  textBytes?: number;
  /** No further input is begun when the runs so far took this long. */
  budgetMs?: number;
  signal?: AbortSignal;
}

export interface RunOutput extends Figures {
  /** Null: it ran to its end and there is nothing to compare with. */
  verdict: Verdict | null;
  detail: string | null;
  stdout: string;
  stderr: string;
  /** Where the checker saw a difference. */
  message: string | null;
}

export interface RunOnceResult {
  compiled: boolean;
  compilerOutput: string;
  /** One per input that ran, in order; empty when it did not compile. */
  runs: RunOutput[];
}

/** Rejects like `judge`. Inputs run whatever became of those before them, but none after one that hit a time limit. */
export async function runOnce(request: RunOnceRequest): Promise<RunOnceResult> {
  const { sandbox, language, source, artifacts, inputs, limits, checker, signal } = request;
  const { textBytes = DEFAULT_TEXT_BYTES, budgetMs = Infinity } = request;
  return withContainers(sandbox, signal, async (open) => {
    const compilation = await compile({ language, source, open, artifacts });
    if (!compilation.ok) return { compiled: false, compilerOutput: compilation.output, runs: [] };
    const execution = planExecution(language, limits);
    const runs: RunOutput[] = [];
    const startedAt = performance.now();
    for (const { input, expected } of inputs) {
      const outcome = await compilation.container.exec({ ...execution, stdin: input });
      const ruling = classify(outcome, execution.limits, language);
      if (ruling?.verdict === Verdict.SYSTEM_ERROR) throw new SandboxError(ruling.detail ?? "system error");
      const check = ruling === null && expected ? await checker.check({ input, expected, actual: outcome.stdout }) : null;
      runs.push({
        verdict: ruling?.verdict ?? (check && (check.ok ? Verdict.ACCEPTED : Verdict.WRONG_ANSWER)),
        detail: ruling?.detail ?? null,
        ...figuresOf(outcome),
        stdout: excerpt(outcome.stdout, textBytes),
        stderr: excerpt(outcome.stderr, textBytes),
        message: check?.message ?? null,
      });
      // An endless loop is endless on each input: nobody learns from waiting for the others.
      if (ruling?.verdict === Verdict.TIME_LIMIT_EXCEEDED || performance.now() - startedAt >= budgetMs) break;
    }
    return { compiled: true, compilerOutput: compilation.output, runs };
  });
}
