import { lateCurve } from "../grading/late-curve.js";
import { rubric } from "../grading/rubric.js";
import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { POINTS_MAX, WEIGHT_MAX } from "../coursework-limits.js";

/** What decides about grades of an assignment. Changed as a whole, with a new version. */
export const assignmentPolicy = contract(
  "coursework.assignment-policy",
  z.object({
    points: z.int().min(1).max(POINTS_MAX),
    counted: z.enum(["BEST", "LAST", "AVERAGE"]),
    lateCurve,
    weight: z.int().min(0).max(WEIGHT_MAX),
    rubric: rubric.nullable(),
  }),
);

export type AssignmentPolicy = ReturnType<typeof assignmentPolicy.parse>;

/** What an assignment asks for. */
export interface Work {
  /** In order; empty unless the kind is PROBLEMS. */
  problems: readonly { problemId: string; points: number }[];
  /** Null unless the kind is QUIZ. */
  quizId: string | null;
}

/** The new policy of an assignment, of a class, or the new problems or quiz of an assignment. */
export type NewGrading = AssignmentPolicy | { dropLowest: number } | { work: Work };
