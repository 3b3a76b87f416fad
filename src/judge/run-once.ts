/** Runs code without judging it: on samples during editing, or on the user's own input. Nothing is counted. */
import { KIB } from "../kernel/units.js";
import type { ArtifactCache } from "./artifact-cache.js";
import type { OutputChecker } from "./checkers/checker.js";
import { compile, type EntryFile } from "./compilation.js";
import { withContainers } from "./containers.js";
import { type Figures, figuresOf, type JudgeLimits, planExecution } from "./execution.js";
import type { Language } from "./languages/language.js";
import { ownPaths } from "./languages/own-paths.js";
import { type BoxFile, type Sandbox, SandboxError } from "./sandbox/sandbox.js";
import { excerpt } from "./text.js";
import { type Partner, runAlone } from "./run-test.js";
import { type SampleTranscript, transcriptOf } from "./test-result.js";
import { rulingOf, Verdict } from "./verdict.js";

const DEFAULT_TEXT_BYTES = 64 * KIB;

export interface RunInput {
  input: Buffer;
  /** If given, the checker decides; otherwise a program that ends normally has no verdict. */
  expected?: Buffer;
  /** Of the test. */
  checkerArguments?: readonly string[];
}

export interface RunOnceRequest {
  sandbox: Sandbox;
  language: Language;
  source: string;
  /** Next to the source. */
  files?: readonly BoxFile[];
  /** Of a function problem. */
  entry?: EntryFile;
  /** Cache of compiled programs. */
  artifacts?: ArtifactCache;
  inputs: readonly RunInput[];
  limits: JudgeLimits;
  checker: OutputChecker;
  /** As for `judge`; only for inputs that have an expected output. */
  partner?: Partner;
  /** Bytes kept of each output stream. */
  textBytes?: number;
  /** No further input is started once the runs have taken this long. */
  budgetMs?: number;
  signal?: AbortSignal;
}

export interface RunOutput extends Figures {
  /** Null: it ended normally and there is no expected output. */
  verdict: Verdict | null;
  detail: string | null;
  stdout: string;
  stderr: string;
  /** What a function returned; `stdout` is what it printed. Null if there is no result, and for other problems. */
  result: string | null;
  /** Where the checker found a difference. */
  message: string | null;
  /** With a partner only. */
  transcript: SampleTranscript | null;
}

export interface RunOnceResult {
  compiled: boolean;
  compilerOutput: string;
  /** One per input that ran, in order; empty if compilation failed. */
  runs: RunOutput[];
}

/** Rejects like `judge`. A failed run does not stop the following ones, except after a time limit. */
export async function runOnce(request: RunOnceRequest): Promise<RunOnceResult> {
  const { sandbox, language, source, files, entry, artifacts, inputs, limits, checker, signal } = request;
  const { textBytes = DEFAULT_TEXT_BYTES, budgetMs = Infinity } = request;
  return withContainers(sandbox, signal, async (open) => {
    const compilation = await compile({ language, source, files, entry, open, artifacts });
    if (!compilation.ok) return { compiled: false, compilerOutput: compilation.output, runs: [] };
    const execution = planExecution(language, limits, { hasFiles: entry !== undefined || (files ?? []).length > 0, entry: entry?.path });
    const alone = runAlone(compilation.container, execution, language);
    const runsAll = request.partner?.runsAll ?? false;
    const joined =
      (runsAll || inputs.some(({ expected }) => expected)) && (await request.partner?.join(compilation.container, execution, language));
    const runs: RunOutput[] = [];
    const startedAt = performance.now();
    for (const { input, expected, checkerArguments } of inputs) {
      const runTest = ((runsAll || expected) && joined) || alone;
      const { outcome, ruling, actual, transcript, printed, ...ended } = await runTest({
        ...{ input, output: expected ?? Buffer.alloc(0), sample: true },
        checkerArguments,
      });
      if (ruling?.verdict === Verdict.SYSTEM_ERROR) throw new SandboxError(ruling.detail ?? "system error");
      const check =
        ruling !== null ? null : (ended.check ?? (expected ? await checker.check({ input, expected, actual, checkerArguments }) : null));
      const decided = ruling ?? (check && rulingOf(check));
      runs.push({
        verdict: decided?.verdict ?? null,
        detail: decided?.detail ?? null,
        ...figuresOf(outcome),
        stdout: excerpt(outcome.stdout, textBytes),
        stderr: ownPaths(excerpt(outcome.stderr, textBytes), language),
        result: printed && actual.length > 0 ? excerpt(actual, textBytes) : null,
        message: check?.submitterMessage ?? check?.message ?? null,
        transcript: transcript && transcriptOf(transcript),
      });
      // An infinite loop is likely on every input, so waiting for the others is pointless.
      if (ruling?.verdict === Verdict.TIME_LIMIT_EXCEEDED || performance.now() - startedAt >= budgetMs) break;
    }
    return { compiled: true, compilerOutput: compilation.output, runs };
  });
}
