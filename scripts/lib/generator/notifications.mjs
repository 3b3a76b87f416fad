// Verdicts as notifications of the last months; older ones have been removed by retention. Only the newest one of a problem can be unread.
import { concealedVerdict } from "../../../dist/modules/practice/submissions/results/shown-verdict.js";
import { DAY_MS } from "./times.mjs";

/** Default of the setting that removes read notifications. */
const KEPT_MS = 90 * DAY_MS;
const UNREAD = 0.3;

/** `newest`: the submissions after which the account did not submit to the problem again. */
export function createNotifications(random, writer, { untilMs }) {
  return ({ user, problem, verdict, atMs }, { submissionId, finishedMs }, isNewest) => {
    if (atMs < untilMs - KEPT_MS || verdict === "CANCELLED") return;
    const shown = problem.feedback === "NOTHING" ? concealedVerdict(verdict) : verdict;
    const at = new Date(finishedMs);
    const readAt = isNewest && random.chance(UNREAD) ? null : at;
    writer.add(
      "notifications",
      random.id(finishedMs),
      user.id,
      "verdict",
      random.id(finishedMs),
      `problem:${problem.id}`,
      "{IN_APP}",
      { problemTitle: problem.title, verdict: shown },
      "Submission",
      submissionId,
      at,
      readAt,
    );
  };
}
