/**
 * A test of a multi-pass problem: the submission runs several times, each time with an input that the output validator wrote after the
 * pass before. Source: Problem Package Format 2025-09, "Multi-pass validation". As in the tools of its authors, the validator too gets the
 * input of the pass, not that of the test.
 */
import { KIB } from "../../kernel/units.js";
import { failed } from "../checker-programs/protocol.js";
import type { CheckResult } from "../checkers/checker.js";
import type { Ended, RunTest } from "../run-test.js";
import { type BoxFile, KeptFilesLost, PASS_FILE } from "../sandbox/sandbox.js";
import type { PassTranscript } from "../test-result.js";
import type { TestCase } from "../test-set.js";

/** Of a problem. Each pass may take the whole time limit. */
export const PASSES_MAX = 100;
/** Recorded of each sample, in all passes together. */
const TRANSCRIPT_BYTES = 16 * KIB;

const VALIDATOR = "The output validator";

export interface PassRun {
  /** Starts at 1. */
  pass: number;
  /** Most bytes of the transcript of this pass; 0: none is needed. */
  transcriptBytes: number;
}

export interface PassEnd {
  ended: Ended;
  /** What the validator wrote for another pass; null if nothing. */
  nextInput: Buffer | null;
}

/** Runs one pass. `test.input` is the input of the pass. */
export type RunPass = (test: TestCase, run: PassRun) => Promise<PassEnd>;

/** `passes` is the most that a test may have. */
export function runPasses(runPass: RunPass, passes: number): RunTest {
  return async (test) => {
    const ended: Ended[] = [];
    for (let input = test.input, left = test.sample ? TRANSCRIPT_BYTES : 0; ;) {
      const pass = ended.length + 1;
      const end = await runPass({ ...test, input }, { pass, transcriptBytes: left }).catch((error: unknown) => lost(error, ended));
      ended.push(end.ended);
      left -= bytesOf(end.ended.transcript);
      const decision = end.nextInput === null ? "OVER" : decide(end.ended, pass, passes);
      if (decision === "OVER") return joined(ended, end.ended.check);
      if (decision !== "NEXT") return joined(ended, decision);
      ended[pass - 1] = withoutOutput(end.ended);
      input = end.nextInput!;
    }
  };
}

/** Outputs are large, and only that of the last pass is needed. */
function withoutOutput(ended: Ended): Ended {
  const none = Buffer.alloc(0);
  return { ...ended, outcome: { ...ended.outcome, stdout: none, stderr: none }, actual: none };
}

/** What an input for another pass means. */
function decide({ ruling, check }: Ended, pass: number, passes: number): "OVER" | "NEXT" | CheckResult {
  if (ruling !== null || check?.failure !== undefined) return "OVER";
  if (!check?.ok) return failed(`${VALIDATOR} wrote \`${PASS_FILE}\`, but did not accept the pass.`, check?.message);
  if (pass === passes) return failed(`${VALIDATOR} asks for another pass after pass ${pass}, the last one that the problem allows.`);
  return "NEXT";
}

/** The last pass decides; figures are those of the worst one, as the limits are for each pass. */
function joined(ended: readonly Ended[], check: CheckResult | null): Ended {
  const last = ended.at(-1)!;
  const max = (figure: "cpuMs" | "wallMs" | "peakMemoryBytes") => Math.max(...ended.map(({ outcome }) => outcome[figure]));
  const outcome = { ...last.outcome, cpuMs: max("cpuMs"), wallMs: max("wallMs"), peakMemoryBytes: max("peakMemoryBytes") };
  const transcript = last.transcript && transcriptOf(ended);
  return { ...last, check, outcome, transcript, repeated: ended.some(({ repeated }) => repeated) };
}

function transcriptOf(ended: readonly Ended[]): PassTranscript {
  return {
    entries: ended.flatMap(({ transcript }, at) => transcript!.entries.map((entry) => ({ ...entry, pass: at + 1 }))),
    truncated: ended.some(({ transcript }) => transcript!.truncated),
  };
}

const bytesOf = (transcript: PassTranscript | null) => (transcript?.entries ?? []).reduce((sum, { bytes }) => sum + bytes.length, 0);

/** The validator broke its container: its own failure. */
function lost(error: unknown, ended: readonly Ended[]): PassEnd {
  const last = ended.at(-1);
  if (!(error instanceof KeptFilesLost) || !last) throw error;
  const check = failed(`${VALIDATOR} left so many files behind that those in its feedback folder could not be kept.`);
  return {
    ended: { ...last, ruling: null, check, ...(last.transcript && { transcript: { entries: [], truncated: false } }) },
    nextInput: null,
  };
}

/** Null without feedback, or if the validator wrote no regular file of this name. */
export function nextInputIn(feedback: readonly BoxFile[] | null): Buffer | null {
  return feedback?.find(({ path }) => path === PASS_FILE)?.content ?? null;
}
