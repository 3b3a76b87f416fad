import * as z from "zod";
import { id } from "../../../../kernel/schemas.js";
import { defineJob } from "../../../../platform/jobs/job.js";

/** Merges the updates of a room into a snapshot, so that entering stays fast. The updates stay for the timeline. */
export const compactRoom = defineJob({
  name: "compact-interview-room",
  description: "Merges the shared code of an interview into a snapshot.",
  payload: z.object({ interviewId: id }),
});
