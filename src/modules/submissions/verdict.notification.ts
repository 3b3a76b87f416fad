import { judgementFinished, type JudgementFinished } from "../../events/judgement-finished.event.js";
import { rows, type EntityManager } from "../../platform/database.js";
import { inLanguage, type Texts } from "../notifications/language.js";
import { notificationKind, type NotificationKind } from "../notifications/notification-kind.js";
import { Problem } from "../problems/problem.entity.js";
import { allSubmissionsMark, submissionMark, type WatchMarks } from "./watch-marks.js";

interface Judged {
  problemTitle: string;
  verdict: string;
}

/** Taking a submission back is the account's own doing. */
const NO_NEWS = ["CANCELLED"];

const WORDS: Texts<Record<string, string>> = {
  en: {
    ACCEPTED: "accepted",
    WRONG_ANSWER: "wrong answer",
    TIME_LIMIT_EXCEEDED: "time limit exceeded",
    MEMORY_LIMIT_EXCEEDED: "memory limit exceeded",
    OUTPUT_LIMIT_EXCEEDED: "output limit exceeded",
    RUNTIME_ERROR: "runtime error",
    COMPILATION_ERROR: "compilation error",
    SYSTEM_ERROR: "could not be judged",
  },
  de: {
    ACCEPTED: "akzeptiert",
    WRONG_ANSWER: "falsche Antwort",
    TIME_LIMIT_EXCEEDED: "Zeitlimit überschritten",
    MEMORY_LIMIT_EXCEEDED: "Speicherlimit überschritten",
    OUTPUT_LIMIT_EXCEEDED: "Ausgabelimit überschritten",
    RUNTIME_ERROR: "Laufzeitfehler",
    COMPILATION_ERROR: "Übersetzungsfehler",
    SYSTEM_ERROR: "konnte nicht bewertet werden",
  },
};

const BODIES: Texts<string> = { en: "Your submission has been judged.", de: "Deine Einreichung wurde bewertet." };

/**
 * For whoever sends and goes away. While the account watches the submission, the notification is kept as read; and of the
 * verdicts on one problem only the newest counts as unread, however often it is tried.
 */
export function createVerdictNotification(marks: WatchMarks): NotificationKind {
  return notificationKind<JudgementFinished, Judged>({
    name: "verdict",
    title: "Verdicts",
    description: "A submission of yours has been judged while you were not watching.",
    channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
    event: judgementFinished,
    async tell(em, { judgementId, submissionId, userId, problemId, verdict }) {
      if (NO_NEWS.includes(verdict) || (await isConfirmed(em, submissionId, judgementId, verdict))) return null;
      const problem = await em.findOne(Problem, { id: problemId }, { fields: ["title"] });
      if (!problem) return null;
      return {
        to: [userId],
        data: { problemTitle: problem.title, verdict },
        subject: { type: "Submission", id: submissionId },
        thread: `problem:${problemId}`,
        seen: await marks.anyOf(submissionMark(submissionId), allSubmissionsMark(userId)),
      };
    },
    text({ problemTitle, verdict }, language) {
      const word = inLanguage(WORDS, language)[verdict] ?? verdict.toLowerCase().replaceAll("_", " ");
      return { title: `${problemTitle}: ${word}`, body: inLanguage(BODIES, language) };
    },
  });
}

/** Judged again with the same outcome: nothing that anybody has to be told. */
async function isConfirmed(em: EntityManager, submissionId: string, judgementId: string, verdict: string): Promise<boolean> {
  const [before] = await rows<{ verdict: string }>(
    em,
    "select verdict from judgements where submission_id = ? and id < ?::uuid and status = 'FINISHED' order by id desc limit 1",
    [submissionId, judgementId],
  );
  return before?.verdict === verdict;
}
