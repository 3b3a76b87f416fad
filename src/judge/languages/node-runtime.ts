import { KIB, MIB } from "../../kernel/units.js";
import type { BoxFile, ExecOutcome } from "../sandbox/sandbox.js";
import { BASE_ENV, PROGRAM_THREADS, type RunPlan, type RunRequest, stderrSays, TOOLCHAINS } from "./language.js";

/** Common to JavaScript and TypeScript. */
export const NODE = `${TOOLCHAINS}/node/bin/node`;

/** Node.js itself takes 45 MB; the rest is for a deep stack and for buffers, which are outside of its heap. */
const OVERHEAD_BYTES = 128 * MIB;
/** Measured: a hello-world program has 7. */
const RUNTIME_THREADS = 16;
/**
 * Allows a recursion depth of a million simple calls instead of 16,000. Below every possible RLIMIT_STACK, which is the memory limit.
 */
const STACK_KB = (64 * MIB) / KIB - 1024;

const PRELOAD = "codequest-require.cjs";

/** Allows a source to use both import and require(), as learners do; Node.js itself does not support the mixture. */
export const NODE_SUPPORT_FILES: readonly BoxFile[] = [{ path: PRELOAD, content: Buffer.from("globalThis.require = require;\n") }];

export function runNode({ memoryLimitBytes, entry = "main.js" }: RunRequest, ...options: string[]): RunPlan {
  const heapMb = Math.max(16, Math.floor(memoryLimitBytes / MIB));
  return {
    argv: [
      NODE,
      ...options,
      `--max-old-space-size=${heapMb}`,
      `--stack-size=${STACK_KB}`,
      "--require",
      `/box/${PRELOAD}`,
      `/box/${entry.replace(/\.ts$/, ".js")}`,
    ],
    env: BASE_ENV,
    processes: PROGRAM_THREADS + RUNTIME_THREADS,
    memoryBytes: memoryLimitBytes + OVERHEAD_BYTES,
  };
}

export function nodeRanOutOfMemory(outcome: ExecOutcome): boolean {
  return stderrSays(outcome, "JavaScript heap out of memory", "RangeError: Array buffer allocation failed");
}
