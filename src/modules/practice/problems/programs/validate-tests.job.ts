import * as z from "zod";
import { inputFault, problemProgram } from "../../../../judge/problem-programs/problem-program.js";
import { count, id, sha256 } from "../../../../kernel/schemas.js";
import { defineJob } from "../../../../platform/jobs/job.js";

/** No further test starts after this time, so that the answer arrives while the caller still waits. */
export const VALIDATION_BUDGET_MS = 40_000;

/** Runs validators over a stored test set that is not in use yet, or over inputs that are stored nowhere. */
export const validateTests = defineJob({
  name: "validate-tests",
  description:
    "Runs the validators of a problem over small sets of tests while their author waits, and over inputs that an AI review claims.",
  payload: z.object({
    /** Null with `inputs`. */
    testSetSha256: sha256.nullable(),
    validatorIds: z.array(id),
    /** Those of a package that is being imported: they are not stored yet. */
    validators: z.array(problemProgram).optional(),
    /** For claims of AI reviews. Each gets a fault unless every validator has accepted it. */
    inputs: z.array(z.string()).max(12).optional(),
  }),
  /** `unseen` tests were not run in time. */
  result: z.object({ faults: z.array(inputFault), unseen: count }),
  options: { attempts: 3, backoff: { type: "fixed", delay: 300 } },
});
