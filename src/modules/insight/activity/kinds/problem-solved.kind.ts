import { problemStatusChanged } from "../../../../events/problem-status-changed.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { problemSolve } from "../../../practice/problems/list/problem-solve.js";
import { activityKind } from "./activity-kind.js";

/** The first solve, however many follow. A rejudge that leaves no accepted submission removes the entry. */
export const problemSolved = activityKind({
  name: "PROBLEM_SOLVED",
  title: "Problems solved",
  description: "Solved a problem for the first time.",
  events: [problemStatusChanged],
  subject: "Problem",
  about: ({ userId, problemId }) => `${userId} ${problemId}`,
  async assess(em, { userId, problemId }) {
    const found = await problemSolve(em, userId, problemId);
    return found && { userId, causeId: problemId, holds: found.solved, at: found.at, subjectId: problemId };
  },
  text: ({ title }, language) => messagesIn(language).activity.problemSolved(title),
});
