import { listOfRows, removal, statement, type PersonalData } from "../../contracts/personal-data.js";

export const feedbackPersonalData: PersonalData = {
  columns: {
    "line_comments.author_id": { export: "line-comments", deletion: "cleared" },
    "line_comment_replies.author_id": { export: "line-comment-replies", deletion: "removed" },
    "wrong_answers.user_id": { export: { not: "Derived from `submissions`." }, deletion: "removed" },
    "group_hints.author_id": { export: "written-group-hints", deletion: "cleared" },
    "group_hint_receipts.user_id": { export: "group-hints", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "line-comments",
      description: "Comments that you wrote on work of learners.",
      select: `c.id, a.title, c.line_from as "lineFrom", c.line_to as "lineTo", c.body, c.created_at as "createdAt"`,
      from: "from line_comments c join class_assignments a on a.id = c.assignment_id where c.author_id = ? and c.deleted_at is null",
      key: "c.id",
    }),
    listOfRows({
      name: "received-line-comments",
      description: "Comments on lines of code that you handed in. Comments on free work are with the work, in the class.",
      select: `c.id, a.title, c.submission_id as "submissionId", c.line_from as "lineFrom", c.line_to as "lineTo", c.body, c.created_at as "createdAt"`,
      from: `from line_comments c join class_assignments a on a.id = c.assignment_id left join submissions s on s.id = c.submission_id
        left join coursework_submissions w on w.id = c.work_id
        where coalesce(s.user_id, w.user_id) = ? and c.deleted_at is null and (not c.draft or a.release_at <= now())`,
      key: "c.id",
    }),
    listOfRows({
      name: "line-comment-replies",
      description: "Your replies to comments on work.",
      select: `r.id, r.comment_id as "commentId", r.body, r.created_at as "createdAt"`,
      from: "from line_comment_replies r where r.author_id = ?",
      key: "r.id",
    }),
    listOfRows({
      name: "written-group-hints",
      description: "Hints that you wrote for groups of wrong answers.",
      select: `h.id, h.body, h.created_at as "createdAt", h.updated_at as "updatedAt", h.withdrawn_at as "withdrawnAt"`,
      from: "from group_hints h where h.author_id = ?",
      key: "h.id",
    }),
    listOfRows({
      name: "group-hints",
      description: "Hints that you received for wrong answers, with all others whose answers fail alike.",
      select: `h.id, p.title as problem, h.body, r.received_at as "receivedAt"`,
      from: `from group_hint_receipts r join group_hints h on h.id = r.hint_id and h.withdrawn_at is null
        join wrong_answer_groups g on g.id = h.group_id join problems p on p.id = g.problem_id where r.user_id = ?`,
      key: "h.id",
    }),
  ],
  erasures: [
    removal("line_comment_replies", "author_id"),
    // What was said about the code goes with it.
    statement("line_comments on code", "delete from line_comments c using submissions s where s.id = c.submission_id and s.user_id = ?"),
    statement("line_comments by author_id", "update line_comments set author_id = null where author_id = ?"),
    {
      name: "wrong_answers",
      async step(em, userId) {
        // Answers before groups, groups in the order of their ids, as in group-answers.ts: two erasures never wait for each other.
        await em.execute("select from wrong_answers where user_id = ? order by submission_id, assignment_id for update", [userId]);
        await em.execute(
          "select from wrong_answer_groups where id in (select group_id from wrong_answers where user_id = ?) order by id for update",
          [userId],
        );
        const groups = await em.execute<{ group_id: string }[]>(
          `with gone as (delete from wrong_answers where user_id = ? returning group_id)
           update wrong_answer_groups g set size = g.size - n.count, learner_count = g.learner_count - 1
           from (select group_id, count(*)::int as count from gone group by group_id) n where g.id = n.group_id returning g.id as group_id`,
          [userId],
        );
        return groups.length;
      },
    },
    statement("group_hints by author_id", "update group_hints set author_id = null where author_id = ?"),
    removal("group_hint_receipts"),
  ],
};
