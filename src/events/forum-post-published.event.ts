import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Others can see a thread or a reply of the forum now, for the first time. The opening post has the id of its thread. */
export const forumPostPublished = contract("forum.post-published", z.object({ postId: id, threadId: id }));

export type ForumPostPublished = PayloadOf<typeof forumPostPublished>;
