import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** These learners have got a hint for a group of wrong answers for the first time. */
export const groupHintGiven = contract("feedback.group-hint-given", z.object({ hintId: id, userIds: z.array(id).max(500) }));

export type GroupHintGiven = PayloadOf<typeof groupHintGiven>;
