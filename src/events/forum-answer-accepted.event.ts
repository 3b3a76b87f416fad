import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A reply was accepted as the answer to its question, or no longer is: readers look at the present state. */
export const forumAnswerAccepted = contract("forum.answer-accepted", z.object({ threadId: id, replyId: id }));

export type ForumAnswerAccepted = PayloadOf<typeof forumAnswerAccepted>;
