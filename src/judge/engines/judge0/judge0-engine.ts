/**
 * Runs programs on a Judge0 (github.com/judge0/judge0), over HTTP. Each test is one submission there, which also compiles, so that a source
 * that does not compile is known with its first test. Checkers run here. What Judge0 isolates and limits is its operator's matter.
 */
import { KIB, SECOND_MS } from "../../../kernel/units.js";
import { planExecution } from "../../execution.js";
import { LANGUAGES } from "../../languages/index.js";
import type { Language } from "../../languages/language.js";
import type { RunTest } from "../../run-test.js";
import { deadlineMs, type ExecLimits, type SandboxCapability, SandboxError } from "../../sandbox/sandbox.js";
import { excerpt } from "../../text.js";
import { classify } from "../../verdict.js";
import { DoesNotCompile, EngineCannot, type ExecutionEngine, type Program, type ProgramRequest } from "../engine.js";
import { refusalOf } from "../features.js";
import { judge0About, judge0Config, type Judge0Config, judge0Languages, type Judge0Submission } from "./judge0-api.js";
import { createJudge0Http, type Judge0HttpOptions } from "./judge0-http.js";
import { findJudge0Languages, type FoundLanguage } from "./judge0-languages.js";
import { createSlots, type SlotLoan } from "../slots.js";
import { outcomeOf } from "./judge0-outcome.js";
import { createJudge0Runs } from "./judge0-runs.js";

export interface Judge0Options extends Judge0HttpOptions {
  /** Submissions that are sent there and not finished, at most. */
  slots: number;
  /** Besides the limits of a run: how long one may wait there. */
  queueMs: number;
}

const COMPILER_OUTPUT_BYTES = 16 * KIB;

interface Facts {
  version: string;
  config: Judge0Config;
  languages: Map<string, FoundLanguage>;
}

export function createJudge0Engine({ slots: count, queueMs, ...options }: Judge0Options): ExecutionEngine {
  const http = createJudge0Http(options);
  const runs = createJudge0Runs(http);
  let facts: Promise<Facts> | undefined;
  const slots = createSlots(count);

  const readFacts = async (): Promise<Facts> => {
    const [{ version }, config, all] = await Promise.all([
      http.get("/about", judge0About),
      http.get("/config_info", judge0Config),
      http.get("/languages", judge0Languages),
    ]);
    return { version, config, languages: findJudge0Languages(all, config) };
  };
  const known = (): Promise<Facts> =>
    (facts ??= readFacts().catch((error: unknown) => {
      facts = undefined;
      throw error;
    }));

  const prepare = async ({ language, source, limits, entry, files = [] }: ProgramRequest, signal: AbortSignal): Promise<RunTest> => {
    if (entry || files.length > 0) throw new EngineCannot(refusalOf("judge0", ["SOURCE_FILES"])!);
    const { config, languages } = await known();
    const found = languages.get(language.id);
    if (!found) throw new EngineCannot(`This Judge0 has no ${language.name} in a version that fits.`);
    const plan = planExecution(language, limits);
    const execLimits = within(plan.limits, config);
    const common = submissionOf(found, source, execLimits, config);
    return async ({ input }) => {
      const patienceMs = queueMs + deadlineMs(execLimits);
      const result = await runs.run({ ...common, stdin: input.toString("base64") }, { patienceMs, signal });
      const outcome = tidied(() => outcomeOf(result, execLimits), language);
      const ruling = classify(outcome, execLimits, language);
      return { outcome, ruling, repeated: false, check: null, actual: outcome.stdout, transcript: null };
    };
  };

  return {
    name: "judge0",
    slots: count,
    async withProgram(request, work) {
      await slots.take(request.signal);
      const end = new AbortController();
      const loans: SlotLoan[] = [];
      const stop = (): void => end.abort(request.signal!.reason);
      request.signal?.addEventListener("abort", stop, { once: true });
      try {
        const runTest = await prepare(request, end.signal);
        const program: Program = {
          ok: true,
          output: "",
          lane: (partner) => (partner ? Promise.reject(new EngineCannot(refusalOf("judge0", ["INTERACTIVE"])!)) : Promise.resolve(runTest)),
          lend: () => {
            const loan = end.signal.aborted ? null : slots.lend();
            if (!loan) return Promise.resolve(null);
            loans.push(loan);
            return Promise.resolve({ runTest, ...loan });
          },
        };
        const aborted = new Promise<never>((_resolve, reject) => {
          end.signal.addEventListener("abort", () => reject(end.signal.reason as Error), { once: true });
        });
        return await Promise.race([work(program), aborted]);
      } finally {
        request.signal?.removeEventListener("abort", stop);
        end.abort(new SandboxError("The judging has ended."));
        for (const { giveBack } of loans) giveBack();
        slots.free();
      }
    },
    async probe(): Promise<SandboxCapability> {
      facts = undefined;
      try {
        const { version, config, languages } = await known();
        if (config.maintenance_mode) throw new SandboxError("Judge0 is under maintenance.");
        const detail = `Judge0 ${version.slice(0, 50)} answers and has ${languages.size} of the languages. Its isolation is not verified here.`;
        return { level: "remote", cgroup: "none", detail, checks: { reachable: null } };
      } catch (error) {
        const { message } = error as Error;
        return { level: "none", cgroup: "none", detail: message, checks: { reachable: message } };
      }
    },
    async toolchains() {
      const { languages, version } = await known();
      const versions = LANGUAGES.flatMap(({ id, versionKey }) => {
        const found = languages.get(id);
        return found ? [[versionKey, `${found.name}, Judge0 ${version}`] as const] : [];
      });
      return { hash: null, versions: Object.fromEntries(versions), libraries: {} };
    },
    close() {
      runs.close();
      return Promise.resolve();
    },
  };
}

/** Time and memory must be those of the problem. Wall time, sizes of files and numbers of processes may be less. */
function within(limits: ExecLimits, config: Judge0Config): ExecLimits {
  if (limits.cpuMs > config.max_cpu_time_limit * SECOND_MS)
    throw new EngineCannot(`The time limit is above what this Judge0 allows, ${config.max_cpu_time_limit} s.`);
  if (limits.memoryBytes > config.max_memory_limit * KIB)
    throw new EngineCannot(`The memory limit, with that of the runtime, is above what this Judge0 allows, ${config.max_memory_limit} KiB.`);
  const fileBytes = Math.min(limits.fileBytes, config.max_max_file_size * KIB);
  return {
    ...limits,
    wallMs: Math.max(SECOND_MS, Math.min(limits.wallMs, config.max_wall_time_limit * SECOND_MS)),
    processes: Math.min(limits.processes, config.max_max_processes_and_or_threads),
    fileBytes,
    stdoutBytes: Math.min(limits.stdoutBytes, fileBytes),
  };
}

function submissionOf(found: FoundLanguage, source: string, limits: ExecLimits, config: Judge0Config): Omit<Judge0Submission, "stdin"> {
  return {
    source_code: Buffer.from(source).toString("base64"),
    language_id: found.id,
    ...(found.compilerOptions !== null && { compiler_options: found.compilerOptions }),
    cpu_time_limit: limits.cpuMs / SECOND_MS,
    // So that a time above the limit is reported, and not only the limit.
    cpu_extra_time: Math.min(config.max_cpu_extra_time, limits.cpuMs / SECOND_MS / 10),
    wall_time_limit: limits.wallMs / SECOND_MS,
    memory_limit: Math.floor(limits.memoryBytes / KIB),
    stack_limit: config.max_stack_limit,
    max_processes_and_or_threads: limits.processes,
    enable_per_process_and_thread_time_limit: false,
    enable_per_process_and_thread_memory_limit: false,
    // One more than is accepted, so that what is at the limit is not too much.
    max_file_size: Math.min(config.max_max_file_size, Math.ceil(limits.fileBytes / KIB) + 1),
    redirect_stderr_to_stdout: false,
    enable_network: false,
    number_of_runs: 1,
  };
}

/** As compilation.ts does with the output of our compilers. */
function tidied<T>(read: () => T, { compile: { tidy } }: Language): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DoesNotCompile)) throw error;
    const output = excerpt(Buffer.from(error.output), COMPILER_OUTPUT_BYTES);
    throw new DoesNotCompile((tidy?.(output) ?? output).trim());
  }
}
