import { rows } from "../../../platform/database/database.js";
import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const forumRetention: readonly RetentionRule[] = [
  {
    name: "deleted-forum-posts",
    days: retentionSetting("deletedForumPosts", {
      description: "Days that moderators see the text of posts of the forum that were deleted or removed. Their places stay.",
      default: 90,
    }),
    async purge(em, before, limit) {
      const cleared = await rows(
        em,
        `with old as (select id from forum_posts where deleted_at < ? and body <> '' limit ${limit} for update skip locked),
           revisions as (delete from forum_post_revisions where post_id in (select id from old))
         update forum_posts p set body = '', title = case when p.title is null then null else '' end from old where p.id = old.id returning 1`,
        [before],
      );
      return cleared.length;
    },
  },
  {
    name: "forum-drafts",
    days: retentionSetting("forumDrafts", { description: "Days that drafts of the forum are kept after their last change.", default: 365 }),
    purge: purgeRows("forum_drafts", "updated_at < ?"),
  },
  {
    name: "forum-cases",
    days: retentionSetting("forumCases", {
      description: "Days that decided cases of the forum are kept, with their reports.",
      default: 730,
    }),
    purge: purgeRows("forum_cases", "decided_at < ?"),
  },
];
