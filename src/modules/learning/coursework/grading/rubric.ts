import * as z from "zod";
import { CRITERIA_MAX, CRITERION_TITLE_MAX, POINTS_MAX } from "../coursework-limits.js";

/** What free work is graded by. Points are whole numbers. */
export const rubric = z.object({
  criteria: z
    .array(z.object({ title: z.string().min(1).max(CRITERION_TITLE_MAX), points: z.int().min(1).max(POINTS_MAX) }))
    .min(1)
    .max(CRITERIA_MAX),
});

export type Rubric = z.output<typeof rubric>;

/** Without a rubric: one criterion with all points. */
export const rubricOf = (given: Rubric | null, points: number): Rubric => given ?? { criteria: [{ title: "", points }] };
