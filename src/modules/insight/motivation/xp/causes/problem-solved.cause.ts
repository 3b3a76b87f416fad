import { problemStatusChanged } from "../../../../../events/problem-status-changed.event.js";
import { rows } from "../../../../../platform/database/database.js";
import { WRITTEN_BY } from "../../../../practice/problems/list/problem-conditions.js";
import type { Difficulty } from "../../../../practice/problems/problem.entity.js";
import { xpCause } from "./xp-cause.js";

export const PROBLEM_SOLVED = "problem-solved";

export const POINTS: Readonly<Record<Difficulty, number>> = { EASY: 10, MEDIUM: 20, HARD: 40 };

/**
 * The first solve of a problem, however many follow. None for the problem's own authors, for drafts and for problems that conceal their
 * verdicts, as the XP would tell. A rejudge that leaves no accepted submission takes the points away.
 */
export const problemSolved = xpCause({
  kind: PROBLEM_SOLVED,
  description: `First accepted submission to a problem: ${POINTS.EASY} XP if it is easy, ${POINTS.MEDIUM} if medium, ${POINTS.HARD} if hard. None for your own problems.`,
  event: problemStatusChanged,
  async assess(em, { userId, problemId }) {
    const [found] = await rows<{ solved: boolean; difficulty: Difficulty; at: Date; topicIds: string[] }>(
      em,
      `select v.solved and p.status <> 'DRAFT' and p.feedback <> 'NOTHING' and not ${WRITTEN_BY} as solved, p.difficulty,
         coalesce(first.at, now()) as at,
         array(select topic_id from problem_topics where problem_id = p.id)::text[] as "topicIds"
       from problem_viewer_status v join problems p on p.id = v.problem_id join users u on u.id = v.user_id
         left join lateral (
           select s.created_at as at from problem_attempts a join submissions s on s.id = a.submission_id
           where a.user_id = v.user_id and a.problem_id = v.problem_id and a.accepted order by a.submission_id limit 1
         ) first on true
       where v.user_id = ? and v.problem_id = ? and u.deleted_at is null`,
      [userId, userId, userId, problemId],
    );
    if (!found) return null;
    const { solved, difficulty, at, topicIds } = found;
    return { userId, subjectId: problemId, earned: solved, points: POINTS[difficulty], at, topicIds };
  },
});
