import { problemStatusChanged } from "../../../../../events/problem-status-changed.event.js";
import { problemSolve } from "../../../../practice/problems/list/problem-solve.js";
import type { Difficulty } from "../../../../practice/problems/problem.entity.js";
import { xpCause } from "./xp-cause.js";

export const PROBLEM_SOLVED = "problem-solved";

export const POINTS: Readonly<Record<Difficulty, number>> = { EASY: 10, MEDIUM: 20, HARD: 40 };

/**
 * The first solve of a problem, however many follow. None for the problem's own authors and for drafts. A rejudge that leaves no accepted
 * submission takes the points away.
 */
export const problemSolved = xpCause({
  kind: PROBLEM_SOLVED,
  description: `First accepted submission to a problem: ${POINTS.EASY} XP if it is easy, ${POINTS.MEDIUM} if medium, ${POINTS.HARD} if hard. None for your own problems.`,
  event: problemStatusChanged,
  async assess(em, { userId, problemId }) {
    const found = await problemSolve(em, userId, problemId);
    if (!found) return null;
    const { solved, difficulty, at, topicIds } = found;
    return { userId, subjectId: problemId, earned: solved, points: POINTS[difficulty], at, topicIds };
  },
});
