import type { RunCodeResult } from "../../../practice/submissions/run-code/run-code.job.js";

export interface KeptCase {
  name: string;
  input: string;
  expected: string | null;
  stdout: string;
  stderr: string;
  verdict: string | null;
  detail: string | null;
  cpuMs: number;
  peakMemoryKb: number;
}

/** A run as the room keeps it. */
export interface KeptRun {
  round: number;
  language: string;
  compiled: boolean;
  compilerOutput: string | null;
  cases: KeptCase[];
}

/** In characters: rooms are small, and `runCode` has the whole output. */
const TEXT_MAX = 2000;
const CASES_MAX = 10;

const cut = (text: string) => (text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text).replaceAll("\0", "\uFFFD");

export function shownRun(
  { compiled, compilerOutput, cases }: RunCodeResult,
  { round, language }: Pick<KeptRun, "round" | "language">,
): KeptRun {
  return {
    ...{ round, language, compiled, compilerOutput: compilerOutput === null ? null : cut(compilerOutput) },
    cases: cases.slice(0, CASES_MAX).map(({ name, input, expected, stdout, stderr, verdict, detail, cpuMs, peakMemoryKb }) => ({
      ...{ name, input: cut(input), expected: expected === null ? null : cut(expected), stdout: cut(stdout), stderr: cut(stderr) },
      ...{ verdict, detail: detail === null ? null : cut(detail), cpuMs, peakMemoryKb },
    })),
  };
}
