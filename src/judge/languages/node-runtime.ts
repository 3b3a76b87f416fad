import { KIB, MIB } from "../../kernel/units.js";
import type { BoxFile, ExecOutcome } from "../sandbox/sandbox.js";
import { BASE_ENV, PROGRAM_THREADS, type RunPlan, type RunRequest, stderrSays, TOOLCHAINS } from "./language.js";

/** What JavaScript and TypeScript share. */
export const NODE = `${TOOLCHAINS}/node/bin/node`;

/** Node itself has 45 MB; the rest is for a deep stack and for buffers, which live outside its heap. */
const OVERHEAD_BYTES = 128 * MIB;
/** Measured: a hello has 7. */
const RUNTIME_THREADS = 16;
/** A million plain calls deep instead of 16,000. Below every RLIMIT_STACK there is, as that is the memory given. */
const STACK_KB = (64 * MIB) / KIB - 1024;

const PRELOAD = "codequest-require.cjs";

/** Lets one source use both import and require(), as learners do; Node itself refuses the mixture. */
export const NODE_SUPPORT_FILES: readonly BoxFile[] = [{ path: PRELOAD, content: Buffer.from("globalThis.require = require;\n") }];

export function runNode({ memoryLimitBytes }: RunRequest): RunPlan {
  const heapMb = Math.max(16, Math.floor(memoryLimitBytes / MIB));
  return {
    argv: [NODE, `--max-old-space-size=${heapMb}`, `--stack-size=${STACK_KB}`, "--require", `/box/${PRELOAD}`, "/box/main.js"],
    env: BASE_ENV,
    processes: PROGRAM_THREADS + RUNTIME_THREADS,
    memoryBytes: memoryLimitBytes + OVERHEAD_BYTES,
  };
}

export function nodeRanOutOfMemory(outcome: ExecOutcome): boolean {
  return stderrSays(outcome, "JavaScript heap out of memory", "RangeError: Array buffer allocation failed");
}
