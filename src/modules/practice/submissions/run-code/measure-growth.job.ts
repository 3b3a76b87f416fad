import * as z from "zod";
import { problemProgram } from "../../../../judge/problem-programs/problem-program.js";
import { count } from "../../../../kernel/schemas.js";
import { defineJob } from "../../../../platform/jobs/job.js";

/** Inputs beyond this are left out. */
export const GROWTH_INPUT_MAX_BYTES = 8 * 1024 * 1024;

/** Runs a program on generated inputs of growing size, until it exceeds its limit. Nothing is stored or counted, and only times come back. */
export const measureGrowth = defineJob({
  name: "measure-growth",
  description: "Measures how the time of a program grows with its input, for AI reviews.",
  payload: z.object({
    language: z.string(),
    source: z.string(),
    /** Included by the problem. Absent in jobs of older versions. */
    includedFiles: z.array(z.object({ name: z.string(), content: z.string() })).optional(),
    limits: z.object({ timeLimitMs: z.number(), memoryLimitKb: z.number(), outputLimitBytes: z.number() }),
    generator: problemProgram.pick({ name: true, language: true, source: true, files: true }),
    /** Of the generator, one input each, smallest first. */
    calls: z.array(z.array(z.string())).max(12),
  }),
  result: z.object({
    runs: z.array(z.object({ bytes: count, cpuMs: count, ended: z.boolean() })),
  }),
  options: { attempts: 1 },
});
