import { listOfRows, removal, statement, type PersonalData } from "../../contracts/personal-data.js";

export const forumPersonalData: PersonalData = {
  columns: {
    "forum_posts.author_id": { export: "forum-posts", deletion: "cleared" },
    "forum_post_revisions.editor_id": { export: "forum-revisions", deletion: "removed" },
    "forum_votes.user_id": { export: "forum-votes", deletion: "removed" },
    "forum_follows.user_id": { export: "followed-forum-threads", deletion: "removed" },
    "forum_drafts.user_id": { export: "forum-drafts", deletion: "removed" },
    "forum_moderators.user_id": { export: "moderated-forum-categories", deletion: "removed" },
    "problem_surrenders.user_id": { export: "given-up-problems", deletion: "removed" },
    "forum_reports.reporter_id": { export: "forum-reports", deletion: "removed" },
    "forum_cases.decided_by_id": { export: "forum-decisions", deletion: "cleared" },
  },
  exports: [
    listOfRows({
      name: "forum-posts",
      description: "Threads and replies that you wrote in the forum and at problems and lessons.",
      select: `p.id, p.thread_id as "threadId", op.title, p.body, case when p.state = 'SHADOWED' then 'VISIBLE' else p.state end as state,
        p.up_votes as "upVotes", p.down_votes as "downVotes", p.created_at as "createdAt", p.edited_at as "editedAt"`,
      from: "from forum_posts p join forum_posts op on op.id = p.thread_id where p.author_id = ?",
      key: "p.id",
    }),
    listOfRows({
      name: "forum-revisions",
      description: "Earlier texts of what you wrote in the forum.",
      select: `v.id, v.post_id as "postId", v.version, v.title, v.body, v.created_at as "createdAt"`,
      from: "from forum_post_revisions v where v.editor_id = ?",
      key: "v.id",
    }),
    listOfRows({
      name: "forum-votes",
      description: "Your votes in the forum.",
      select: `v.post_id as "postId", v.value, v.created_at as "createdAt"`,
      from: "from forum_votes v where v.user_id = ?",
      key: "v.post_id",
    }),
    listOfRows({
      name: "followed-forum-threads",
      description: "Threads of the forum that you follow.",
      select: `f.id, f.thread_id as "threadId", f.created_at as "since"`,
      from: "from forum_follows f where f.user_id = ?",
      key: "f.id",
    }),
    listOfRows({
      name: "forum-drafts",
      description: "Texts for the forum that you have not posted.",
      select: `d.id, d.title, d.body, d.created_at as "createdAt", d.updated_at as "updatedAt"`,
      from: "from forum_drafts d where d.user_id = ?",
      key: "d.id",
    }),
    listOfRows({
      name: "moderated-forum-categories",
      description: "Categories of the forum that you moderate.",
      select: `c.id, c.name, m.created_at as "since"`,
      from: "from forum_moderators m join forum_categories c on c.id = m.category_id where m.user_id = ?",
      key: "c.id",
    }),
    listOfRows({
      name: "given-up-problems",
      description: "Problems that you have given up, to see their solutions.",
      select: `g.problem_id as "problemId", g.created_at as "at"`,
      from: "from problem_surrenders g where g.user_id = ?",
      key: "g.problem_id",
    }),
    listOfRows({
      name: "forum-reports",
      description: "Your reports of posts in the forum.",
      select: `f.id, k.post_id as "postId", f.reason, f.note, f.created_at as "createdAt"`,
      from: "from forum_reports f join forum_cases k on k.id = f.case_id where f.reporter_id = ?",
      key: "f.id",
    }),
    listOfRows({
      name: "forum-decisions",
      description: "Your decisions as a moderator.",
      select: `k.id, k.post_id as "postId", k.decision, k.note, k.decided_at as "decidedAt"`,
      from: "from forum_cases k where k.decided_by_id = ?",
      key: "k.id",
    }),
  ],
  erasures: [
    // Earlier texts may say who wrote them.
    removal("forum_post_revisions", "editor_id"),
    // Threads and replies stay for those who answered them, without a name. What was deleted or waits loses its text.
    statement(
      "forum_posts that nobody sees",
      `update forum_posts set body = '', title = case when title is null then null else '' end, author_id = null
       where author_id = ? and state <> 'VISIBLE'`,
    ),
    statement("forum_posts by author_id", "update forum_posts set author_id = null where author_id = ?"),
    // Counts of votes stay.
    removal("forum_votes"),
    removal("forum_follows"),
    removal("forum_drafts"),
    removal("forum_moderators"),
    removal("problem_surrenders"),
    removal("forum_reports", "reporter_id"),
    statement("forum_cases by decided_by_id", "update forum_cases set decided_by_id = null where decided_by_id = ?"),
  ],
};
