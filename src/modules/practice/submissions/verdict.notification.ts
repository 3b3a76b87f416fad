import { judgementFinished, type JudgementFinished } from "../../../events/judgement-finished.event.js";
import { messagesIn } from "../../../messages/messages.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { notificationKind } from "../../contracts/notification-kind.js";
import { Problem } from "../problems/problem.entity.js";
import { concealedVerdict } from "./results/shown-verdict.js";
import { allSubmissionsMark, createWatchMarks, submissionMark } from "./live/watch-marks.js";

interface Judged {
  problemTitle: string;
  verdict: string;
}

/** The account withdrew the submission itself. */
const NO_NEWS = ["CANCELLED"];

/**
 * For users who submit and leave. While the account watches the submission, the notification is stored as read. Only the
 * newest verdict on a problem counts as unread, regardless of the number of attempts.
 */
export const verdictNotification = notificationKind<JudgementFinished, Judged>({
  name: "verdict",
  title: "Verdicts",
  description: "Your submission was judged while you were not watching.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "Submission",
  event: judgementFinished,
  async tell(em, { judgementId, submissionId, userId, problemId, verdict }, { redis, env }) {
    if (NO_NEWS.includes(verdict)) return null;
    const problem = await em.findOne(Problem, { id: problemId }, { fields: ["title", "feedback", "author"] });
    if (!problem) return null;
    const shown = (each: string) => (problem.feedback === "NOTHING" && problem.author.id !== userId ? concealedVerdict(each) : each);
    const isSame = (before: { verdict: string; sameScore: boolean }) =>
      shown(before.verdict) === shown(verdict) && (before.sameScore || shown(verdict) !== verdict);
    if (await isConfirmed(em, submissionId, judgementId, isSame)) return null;
    const marks = createWatchMarks({ redis, prefix: env.REDIS_PREFIX });
    return {
      to: [userId],
      data: { problemTitle: problem.title, verdict: shown(verdict) },
      subject: { type: "Submission", id: submissionId },
      thread: `problem:${problemId}`,
      seen: await marks.anyOf(submissionMark(submissionId), allSubmissionsMark(userId)),
    };
  },
  text({ problemTitle, verdict }, language) {
    const { body, ...words } = messagesIn(language).verdict;
    const word = (words as Record<string, string>)[verdict] ?? verdict.toLowerCase().replaceAll("_", " ");
    return { title: `${problemTitle}: ${word}`, body };
  },
});

/** A rejudge that changes nothing that the user sees needs no notification. */
async function isConfirmed(
  em: EntityManager,
  submissionId: string,
  judgementId: string,
  isSame: (before: { verdict: string; sameScore: boolean }) => boolean,
): Promise<boolean> {
  const [before] = await rows<{ verdict: string; sameScore: boolean }>(
    em,
    `select b.verdict, b.score is not distinct from (select score from judgements where id = ?::uuid) as "sameScore" from judgements b
     where b.submission_id = ? and b.id < ?::uuid and not b.staged and b.status = 'FINISHED' order by b.id desc limit 1`,
    [judgementId, submissionId, judgementId],
  );
  return before !== undefined && isSame(before);
}
