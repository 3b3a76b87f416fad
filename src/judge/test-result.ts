import * as z from "zod";
import { count } from "../kernel/schemas.js";
import { Verdict } from "./verdict.js";

/** Additional output of a sample, never shown for a hidden test. Each text is truncated to 4 KB. */
const sampleOutput = z.object({
  input: z.string(),
  expected: z.string(),
  actual: z.string(),
  stderr: z.string(),
  /** Where the checker found a difference. */
  message: z.string().nullable(),
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
  /** The test ran twice, as the first run was just above the time limit. Absent in results of older versions, like the next three. */
  repeated: z.boolean().nullish(),
  /** As the checker gave them, without a scale; null if it gave none. */
  points: z.number().nullish(),
  /** Message of the checker to the sender of the submission. At most 1 KB. */
  message: z.string().nullish(),
  /** From the checker for authors of the problem: it may quote hidden tests. */
  judgeMessage: z.string().nullish(),
  /** Null for hidden tests. */
  sample: sampleOutput.nullable(),
});

export type SampleOutput = z.infer<typeof sampleOutput>;
export type TestResult = z.infer<typeof testResult>;
