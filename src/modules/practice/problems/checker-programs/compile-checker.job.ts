import * as z from "zod";
import { checkerProgram } from "../../../../judge/checker-programs/checker-program.js";
import { functionProblem } from "../../../../judge/functions/function-program.js";
import { defineJob } from "../../../../platform/jobs/job.js";

/** Like runs of code, the payload carries the source, as nothing is stored before the program has compiled. */
export const compileCheckerProgram = defineJob({
  name: "compile-checker",
  description: "Compiles a program of a problem, while its author waits.",
  payload: z.object({
    program: checkerProgram,
    /** Of a solution of a function problem, which is compiled as a submission. */
    asFunction: functionProblem.optional(),
  }),
  result: z.object({ ok: z.boolean(), output: z.string() }),
  options: { attempts: 3, backoff: { type: "fixed", delay: 300 } },
});
