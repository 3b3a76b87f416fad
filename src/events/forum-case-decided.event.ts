import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A moderator has decided about a post. */
export const forumCaseDecided = contract("forum.case-decided", z.object({ caseId: id }));

export type ForumCaseDecided = PayloadOf<typeof forumCaseDecided>;
