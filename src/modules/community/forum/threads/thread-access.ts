/** Who may see threads, as conditions on threads `th` with opening posts `op`. Threads at problems and lessons follow these. */
import { isAdmin } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import { editableLessons, lockedLessons, readableLessons } from "../../../learning/content/lessons/lesson.rows.js";
import { editableBy, readableBy, type Condition } from "../../../practice/problems/list/problem-conditions.js";
import { lockedFor } from "../../../practice/problems/list/problem-search.js";

const joined = (conditions: readonly Condition[], word: "and" | "or"): Condition => ({
  sql: `(${conditions.map(({ sql }) => sql).join(` ${word} `)})`,
  params: conditions.flatMap(({ params }) => params),
});
const bare = (sql: string): Condition => ({ sql, params: [] });
const within = (before: string, { sql, params }: Condition): Condition => ({ sql: `${before} and ${sql})`, params });

/** The viewer moderates the category, may edit the problem or the lesson, or is an admin. */
export function moderatedBy(viewer: Viewer): Condition {
  if (isAdmin(viewer)) return bare("true");
  if (!viewer) return bare("false");
  const own = "exists (select from forum_moderators fm where fm.category_id = th.category_id and fm.user_id = ?)";
  const problems = editableBy(viewer);
  const lessons = editableLessons(viewer);
  return joined(
    [
      { sql: own, params: [viewer.id] },
      ...(problems.sql === "false" ? [] : [within("exists (select from problems p where p.id = th.problem_id", problems)]),
      ...(lessons.sql === "false"
        ? []
        : [within("exists (select from lessons l join tracks t on t.id = l.track_id where l.id = th.lesson_id", lessons)]),
    ],
    "or",
  );
}

/** Problems `p` whose solutions an account may see: solved or given up, and no problem that conceals verdicts. Takes an SQL expression. */
export const unlockedSql = (
  userId: string,
): string => `(p.feedback <> 'NOTHING' and (exists (select from problem_viewer_status s where s.problem_id = p.id and s.user_id = ${userId} and s.solved)
  or exists (select from problem_surrenders g where g.problem_id = p.id and g.user_id = ${userId})))`;

export const unlockedFor = (viewer: Viewer): Condition =>
  viewer ? { sql: unlockedSql("?"), params: [viewer.id, viewer.id] } : bare("false");

const isOwn = (viewer: Viewer, alias: string): Condition =>
  viewer ? { sql: `${alias}.author_id = ?`, params: [viewer.id] } : bare("false");

/** Of place and kind, whatever the state. Reads `mv.moderates`. */
function placeVisibleTo(viewer: Viewer): Condition {
  const locked = lockedFor(viewer);
  const open = joined([readableBy(viewer), { ...locked, sql: `not (${locked.sql})` }], "and");
  const lockedLesson = lockedLessons(viewer);
  const openLesson = joined([readableLessons(viewer), { ...lockedLesson, sql: `not ${lockedLesson.sql}` }], "and");
  const place = joined(
    [
      bare("th.category_id is not null"),
      within("exists (select from problems p where p.id = th.problem_id", open),
      within("exists (select from lessons l join tracks t on t.id = l.track_id where l.id = th.lesson_id", openLesson),
    ],
    "or",
  );
  const spoiler = joined(
    [
      bare("th.kind not in ('SOLUTION', 'EDITORIAL')"),
      bare("mv.moderates"),
      isOwn(viewer, "op"),
      within("exists (select from problems p where p.id = th.problem_id", unlockedFor(viewer)),
    ],
    "or",
  );
  return joined([place, spoiler], "and");
}

/** Threads that the viewer may open. Reads `mv.moderates`. */
export function visibleThreads(viewer: Viewer): Condition {
  const own = isOwn(viewer, "op");
  const state = joined(
    [bare("op.state = 'VISIBLE'"), bare("mv.moderates"), { ...own, sql: `(op.state <> 'DELETED' and ${own.sql})` }],
    "or",
  );
  return joined([state, placeVisibleTo(viewer)], "and");
}

/** Replies `r`, within a thread that the viewer may open. Removed and deleted ones are shown as empty places. Reads `mv.moderates`. */
export function visibleReplies(viewer: Viewer): Condition {
  return joined([bare("r.state in ('VISIBLE', 'REMOVED', 'DELETED')"), bare("mv.moderates"), isOwn(viewer, "r")], "or");
}
