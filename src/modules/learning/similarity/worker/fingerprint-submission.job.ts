import * as z from "zod";
import { NO_ID } from "../../../../kernel/ids.js";
import { id } from "../../../../kernel/schemas.js";
import { CAPPED, defineJob } from "../../../../platform/jobs/job.js";

/** Its id is that of the submission. */
export const fingerprintSubmission = defineJob({
  name: "fingerprint-submission",
  description: "Compares a judged submission with those of other accounts to the same problem, in the background.",
  payload: z.object({ submissionId: id }),
  options: { attempts: 20, backoff: { type: CAPPED, delay: 1000 } },
});

/** Its id contains `after`, the last submission of the batch before, so that a batch is queued once. The first begins after NO_ID. */
export const fingerprintBacklog = defineJob({
  name: "fingerprint-backlog",
  description: "Compares older submissions, a batch after the other: `npm run fingerprint`.",
  payload: z.object({ after: z.union([id, z.literal(NO_ID)]) }),
  options: { attempts: 20, backoff: { type: CAPPED, delay: 1000 } },
});
