/** Scores as they go from the worker to every API, and into the judgement. */
import * as z from "zod";
import { count } from "../../kernel/schemas.js";

/** Every status with its meaning; the GraphQL schema takes its documentation from here. */
export const GROUP_STATUSES = {
  PENDING: "Tests of the group, or of a group that it requires, are still to be run.",
  PASSED: "Every test of the group was accepted. The score may be less than `maxScore` if the checker gave less.",
  FAILED: "A test of the group was not accepted, or was not run. Its score may be greater than 0.",
  SKIPPED: "Does not count, as a group that it requires was not passed, or as judging ended before. The score is 0.",
} as const;

export type GroupStatus = keyof typeof GROUP_STATUSES;

export const groupResult = z.object({
  name: z.string(),
  status: z.enum(Object.keys(GROUP_STATUSES) as [GroupStatus]),
  /** Null while PENDING. */
  score: z.number().nullable(),
  maxScore: z.number(),
  testsTotal: count,
  testsFinished: count,
  testsPassed: count,
  /** Tests that will not be run. */
  testsSkipped: count,
});

export const scoreState = z.object({
  /** Sum of the groups that are not PENDING. */
  score: z.number(),
  maxScore: z.number(),
  groups: z.array(groupResult),
});

export type GroupResult = z.infer<typeof groupResult>;
export type ScoreState = z.infer<typeof scoreState>;
