import * as z from "zod";
import { count } from "../kernel/schemas.js";
import { SIDES, type Transcript } from "./sandbox/sandbox.js";
import { excerpt } from "./text.js";
import { Verdict } from "./verdict.js";

/** What a submission and the program that judges it said to each other. Bounded by its partner. */
export const sampleTranscript = z.object({
  /** `pass` starts at 1. Absent in results of older versions. */
  entries: z.array(z.object({ from: z.enum(SIDES), text: z.string(), pass: z.int().min(1).default(1) })),
  truncated: z.boolean(),
});

export function transcriptOf({ entries, truncated }: PassTranscript): SampleTranscript {
  return { entries: entries.map(({ from, bytes, pass = 1 }) => ({ from, text: excerpt(bytes, bytes.length), pass })), truncated };
}

/** A transcript of several passes. */
export interface PassTranscript extends Pick<Transcript, "truncated"> {
  entries: (Transcript["entries"][number] & { pass?: number })[];
}

/** Additional output of a sample, never shown for a hidden test. Each text is truncated to 4 KB. */
const sampleOutput = z.object({
  input: z.string(),
  expected: z.string(),
  actual: z.string(),
  stderr: z.string(),
  /** What a function printed by itself; `actual` is what it returned. Absent for other problems. */
  printed: z.string().nullish(),
  /** Where the checker found a difference. */
  message: z.string().nullable(),
  /** Null unless the problem is interactive. Absent in results of older versions. */
  transcript: sampleTranscript.nullish(),
});

/** What one test gave. A schema, as results go from the worker to every API over Redis. */
export const testResult = z.object({
  /** Position in the test set, from 0. */
  index: count,
  verdict: z.enum(Verdict),
  detail: z.string().nullable(),
  cpuMs: count,
  wallMs: count,
  peakMemoryKb: count,
  /** Name of its group, its part of the group's score and the most it could have. Absent for tests without a score. */
  group: z.string().optional(),
  score: z.number().optional(),
  maxScore: z.number().optional(),
  /** The test ran twice, as the first run was just above the time limit. Absent in results of older versions, like the next three. */
  repeated: z.boolean().nullish(),
  /** As the checker gave them; null if it gave none. */
  points: z.number().nullish(),
  /** Message of the checker to the sender of the submission. At most 1 KB. */
  message: z.string().nullish(),
  /** From the checker for authors of the problem: it may quote hidden tests. */
  judgeMessage: z.string().nullish(),
  /** Null for hidden tests. */
  sample: sampleOutput.nullable(),
});

export type SampleTranscript = z.infer<typeof sampleTranscript>;
export type SampleOutput = z.infer<typeof sampleOutput>;
export type TestResult = z.infer<typeof testResult>;
