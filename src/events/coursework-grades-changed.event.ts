import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Grades of these learners for an assignment were computed with another result; released or not. */
export const courseworkGradesChanged = contract("coursework.grades-changed", z.object({ assignmentId: id, userIds: z.array(id).max(500) }));

export type CourseworkGradesChanged = PayloadOf<typeof courseworkGradesChanged>;
