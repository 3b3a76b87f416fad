import * as z from "zod";
import { id } from "../../../../kernel/schemas.js";
import { CAPPED, defineJob } from "../../../../platform/jobs/job.js";

/** Its id is that of the submission. */
export const fingerprintSubmission = defineJob({
  name: "fingerprint-submission",
  description: "Compares a judged submission with those of other accounts to the same problem, in the background.",
  payload: z.object({ submissionId: id }),
  options: { attempts: 20, backoff: { type: CAPPED, delay: 1000 } },
});

/** Its id contains `after`, so that a batch is queued once. */
export const fingerprintBacklog = defineJob({
  name: "fingerprint-backlog",
  description: "Compares older submissions, a batch after the other: `npm run fingerprint`.",
  payload: z.object({ after: id }),
  options: { attempts: 20, backoff: { type: CAPPED, delay: 1000 } },
});
