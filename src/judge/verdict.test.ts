import { describe, expect, it } from "@jest/globals";
import type { ExecOutcome } from "./sandbox/sandbox.js";
import { classify, signalName, Verdict } from "./verdict.js";

const limits = { cpuMs: 1000, memoryBytes: 1_000_000 };
const plain = {};
const ended = (outcome: Partial<ExecOutcome>): ExecOutcome => ({
  exitCode: 0,
  signal: null,
  stopped: null,
  oomKilled: false,
  fileAtLimit: false,
  cpuMs: 10,
  wallMs: 20,
  peakMemoryBytes: 1,
  stdout: Buffer.alloc(0),
  stderr: Buffer.alloc(0),
  ...outcome,
});

describe("classify", () => {
  it("leaves a program that ended well to the checker", () => {
    expect(classify(ended({}), limits, plain)).toBeNull();
    expect(classify(ended({ cpuMs: 1000 }), limits, plain)).toBeNull();
    expect(classify(ended({ peakMemoryBytes: 1_100_000 }), limits, plain)).toBeNull();
  });

  it.each<[string, Partial<ExecOutcome>, Verdict, string | null]>([
    ["no exit status", { exitCode: null }, "SYSTEM_ERROR", "no exit status"],
    ["a kill for memory", { exitCode: null, signal: 9, oomKilled: true }, "MEMORY_LIMIT_EXCEEDED", null],
    [
      "a kill for memory that also took too long",
      { exitCode: null, signal: 9, oomKilled: true, stopped: "wall" },
      "MEMORY_LIMIT_EXCEEDED",
      null,
    ],
    ["a child killed for memory behind a good exit", { oomKilled: true }, "MEMORY_LIMIT_EXCEEDED", null],
    [
      "time lost at the memory limit",
      { exitCode: null, signal: 9, stopped: "cpu", peakMemoryBytes: 1_000_000 },
      "MEMORY_LIMIT_EXCEEDED",
      null,
    ],
    [
      "a wait at the memory limit",
      { exitCode: null, signal: 9, stopped: "wall", peakMemoryBytes: 1_100_000 },
      "MEMORY_LIMIT_EXCEEDED",
      null,
    ],
    ["a crash at the memory limit", { exitCode: null, signal: 11, peakMemoryBytes: 1_100_000 }, "RUNTIME_ERROR", "SIGSEGV"],
    ["a kill for CPU time", { exitCode: null, signal: 9, stopped: "cpu" }, "TIME_LIMIT_EXCEEDED", "CPU"],
    ["SIGXCPU at the limit", { exitCode: null, signal: 24, cpuMs: 1000 }, "TIME_LIMIT_EXCEEDED", "CPU"],
    ["SIGXCPU raised by the program", { exitCode: null, signal: 24 }, "RUNTIME_ERROR", "SIGXCPU"],
    ["CPU above the limit seen after the exit", { cpuMs: 1001 }, "TIME_LIMIT_EXCEEDED", "CPU"],
    ["a crash after the time was used up", { exitCode: null, signal: 11, cpuMs: 1001 }, "TIME_LIMIT_EXCEEDED", "CPU"],
    ["a kill by the clock", { exitCode: null, signal: 9, stopped: "wall" }, "TIME_LIMIT_EXCEEDED", "WALL"],
    ["a kill for output", { exitCode: null, signal: 9, stopped: "output" }, "OUTPUT_LIMIT_EXCEEDED", null],
    ["SIGXFSZ with a file at its limit", { exitCode: null, signal: 25, fileAtLimit: true }, "OUTPUT_LIMIT_EXCEEDED", null],
    ["a failure with a file at its limit", { exitCode: 1, fileAtLimit: true }, "OUTPUT_LIMIT_EXCEEDED", null],
    ["a crash beside a file at its limit", { exitCode: null, signal: 11, fileAtLimit: true }, "RUNTIME_ERROR", "SIGSEGV"],
    ["SIGXFSZ raised by the program", { exitCode: null, signal: 25 }, "RUNTIME_ERROR", "SIGXFSZ"],
    ["a signal", { exitCode: null, signal: 11 }, "RUNTIME_ERROR", "SIGSEGV"],
    ["an exit code", { exitCode: 3 }, "RUNTIME_ERROR", "exit code 3"],
  ])("%s", (_name, outcome, verdict, detail) => {
    expect(classify(ended(outcome), limits, plain)).toEqual({ verdict, detail });
  });

  describe("with a runtime that reports that memory ran out", () => {
    const language = { ranOutOfMemory: (outcome: ExecOutcome) => outcome.stderr.includes("out of memory") };
    const stderr = Buffer.from("fatal: out of memory");

    it("believes it when the program failed", () => {
      expect(classify(ended({ exitCode: 3, stderr }), limits, language)?.verdict).toBe(Verdict.MEMORY_LIMIT_EXCEEDED);
    });

    it("does not ask it when the program ended well or we stopped it", () => {
      expect(classify(ended({ stderr }), limits, language)).toBeNull();
      expect(classify(ended({ exitCode: null, signal: 9, stopped: "cpu", stderr }), limits, language)?.verdict).toBe("TIME_LIMIT_EXCEEDED");
    });
  });
});

describe("signalName", () => {
  it("knows the common name and survives an unknown number", () => {
    expect([6, 8, 9, 11, 63].map(signalName)).toEqual(["SIGABRT", "SIGFPE", "SIGKILL", "SIGSEGV", "signal 63"]);
  });
});
