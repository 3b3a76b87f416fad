import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id, isoTime } from "../kernel/schemas.js";

/** An assignment is due soon for these learners. `dueAt` is what they are reminded of: if it has moved, they are not. */
export const courseworkDueSoon = contract(
  "coursework.due-soon",
  z.object({ assignmentId: id, dueAt: isoTime, userIds: z.array(id).max(500) }),
);

export type CourseworkDueSoon = PayloadOf<typeof courseworkDueSoon>;
