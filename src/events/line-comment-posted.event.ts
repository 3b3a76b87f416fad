import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A comment on lines of handed-in work was shown to its learner, or (`replyId`) has a reply. */
export const lineCommentPosted = contract("feedback.line-comment-posted", z.object({ commentId: id, replyId: id.nullable() }));

export type LineCommentPosted = PayloadOf<typeof lineCommentPosted>;
