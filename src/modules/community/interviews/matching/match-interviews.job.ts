import * as z from "zod";
import { defineJob } from "../../../../platform/jobs/job.js";

/** One round for all open requests. Its id is always the same, so that one runs at a time. */
export const matchInterviews = defineJob({
  name: "match-interviews",
  description: "Matches people who look for a peer to interview each other.",
  payload: z.object({}),
  options: { attempts: 1 },
});

export const MATCH_ROUND = "round";
