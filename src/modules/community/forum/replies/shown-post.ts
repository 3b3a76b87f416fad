import type { SignedIn } from "../../../../access/viewer.js";
import { notFound } from "../../../../kernel/errors.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import type { PostState } from "../posts/post-state.js";
import { threadsById } from "../threads/thread.rows.js";
import { repliesById } from "./reply.rows.js";

/** Of an opening post, whose ID is that of its thread, or of a reply. */
export interface PostFacts {
  threadId: string;
  authorId: string | null;
  state: PostState;
}

export const POST_FACTS = `select thread_id as "threadId", author_id as "authorId", state from forum_posts where id = ?`;

/** NOT_FOUND for a thread or reply that the viewer does not see now. */
export async function expectShown(em: EntityManager, viewer: SignedIn, postId: string): Promise<void> {
  const [thread] = await threadsById(em, viewer, [postId]);
  if (!thread && (await repliesById(em, viewer, [postId])).length === 0) throw notFound("post");
}
