import { readFile } from "node:fs/promises";
import * as z from "zod";
import type { SignedIn } from "../../access/viewer.js";
import { inRoot } from "../../config/paths.js";
import { CATEGORY_STARTERS } from "../../modules/community/forum/categories/category.entity.js";
import { THREAD_KINDS } from "../../modules/community/forum/posts/post-state.js";
import { rows } from "../../platform/database/database.js";
import type { Application } from "../compose.js";
import type { Platform } from "../../platform/platform.js";

const reply = z.object({ body: z.string(), accepted: z.boolean().default(false) });
const thread = z.object({
  ...{ kind: z.enum(THREAD_KINDS), title: z.string(), body: z.string(), tags: z.array(z.string()) },
  replies: z.array(reply),
});
const seedForumFile = z.object({
  categories: z.array(
    z.object({
      ...{ slug: z.string(), name: z.string(), description: z.string(), position: z.int(), starters: z.enum(CATEGORY_STARTERS) },
      threads: z.array(thread),
    }),
  ),
});

/**
 * Loads the categories of seed/forum.json with their first threads. Safe to repeat: a category that exists is left alone, with its
 * threads. Returns how many were missing.
 */
export async function seedForum(
  { db }: Platform,
  { services: { forumCategories, forumReplies, forumThreads } }: Application,
  author: SignedIn,
): Promise<number> {
  const { categories } = seedForumFile.parse(JSON.parse(await readFile(inRoot("seed/forum.json"), "utf8")));
  const known = new Set((await rows<{ slug: string }>(db.em.fork(), "select slug from forum_categories")).map(({ slug }) => slug));
  let made = 0;
  for (const { threads, starters, ...category } of categories) {
    if (known.has(category.slug)) continue;
    // Open while the seed writes, as its author moderates nothing.
    const { id, version } = await forumCategories.create(null, { ...category, starters: "EVERYONE" }, "");
    for (const { replies, ...content } of threads) {
      const { id: threadId } = await forumThreads.create(author, { ...content, categoryId: id });
      for (const { body, accepted } of replies) {
        const { id: replyId } = await forumReplies.add(author, { threadId, body });
        if (accepted) await forumReplies.accept(author, replyId, true);
      }
    }
    if (starters !== "EVERYONE") await forumCategories.update(null, { id, expectedVersion: version, starters }, "");
    made++;
  }
  return made;
}
