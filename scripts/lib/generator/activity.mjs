// Submissions and quiz attempts in the order of time, with everything that their events cause.
import { idOfParts } from "../../../dist/kernel/ids.js";
import { createCounts } from "./counts.mjs";
import { createJudgementWriter } from "./judgements.mjs";
import { createMastery } from "./mastery.mjs";
import { createNotifications } from "./notifications.mjs";
import { VERDICTS } from "./plan.mjs";
import { writeQuizAttempt } from "./quizzes.mjs";
import { createReviews } from "./reviews.mjs";

/** Verdicts that learners learn nothing from, as in learning/mastery/evidence/learn-from-verdict.ts. */
const NOT_LEARNED = new Set(["SYSTEM_ERROR", "CANCELLED", "COMPILATION_ERROR"]);
const ALL_POINTS = 1 - 1e-9;

/** `plan` of plan.mjs, `attempts` of quizzes.mjs. `progress` is told the number of submissions so far. */
export async function writeActivity(randomOf, writer, { plan, attempts, people, problems, startMs, untilMs }, progress) {
  const random = randomOf("activity");
  const judge = createJudgementWriter(randomOf("judgements"), writer, { startMs, untilMs });
  const notify = createNotifications(randomOf("notifications"), writer, { untilMs });
  const [counts, mastery, reviews] = [createCounts(writer), createMastery(random, writer), createReviews(randomOf("reviews"), people)];
  const finishes = new Uint32Array(people.length);
  const left = attemptsByPair(plan, problems.length);
  const numbers = new Map();
  let nextAttempt = 0;

  function gradeBefore(ms) {
    for (; nextAttempt < attempts.length && attempts[nextAttempt].endedMs < ms; nextAttempt++) {
      const attempt = attempts[nextAttempt];
      const { person, quiz, endedMs } = attempt;
      const key = `${quiz.id} ${person.id}`;
      numbers.set(key, (numbers.get(key) ?? 0) + 1);
      const { attemptId, questions } = writeQuizAttempt(random, writer, attempt, numbers.get(key));
      if (quiz.reveal !== "AFTER_ATTEMPT") continue;
      const revision = random.id(endedMs);
      for (const { questionId, share, topicIds } of questions)
        mastery.answer({
          ...{ userId: person.id, topicIds, atMs: endedMs, recordedMs: endedMs, correct: share >= ALL_POINTS },
          ...{ sourceKind: "QUIZ_ANSWER", sourceId: idOfParts(attemptId, questionId), revision },
        });
    }
  }

  for (let n = 0; n < plan.size; n++) {
    const each = plan.order[n];
    const [user, problem, verdict, atMs] = [
      people[plan.person[each]],
      problems[plan.problem[each]],
      VERDICTS[plan.verdict[each]],
      plan.atMs[each],
    ];
    gradeBefore(atMs);
    const submission = { user, problem, verdict, atMs, finishNumber: ++finishes[user.index] };
    const judged = judge(submission);
    const hadFailed = counts.hasFailed(user, problem);
    counts.add(submission, judged);
    if (!NOT_LEARNED.has(verdict) && problem.isOpen) {
      const { submissionId, judgementId, finishedMs } = judged;
      const source = { sourceKind: "SUBMISSION", sourceId: submissionId, revision: judgementId };
      mastery.answer({
        userId: user.id,
        topicIds: problem.topicIds,
        ...source,
        correct: verdict === "ACCEPTED",
        atMs,
        recordedMs: finishedMs,
      });
      reviews.add(submission, judged, hadFailed);
    }
    const pair = plan.person[each] * problems.length + plan.problem[each];
    left.set(pair, left.get(pair) - 1);
    notify(submission, judged, left.get(pair) === 0);
    await writer.flushIfFull();
    if (n % 50_000 === 49_999) progress(n + 1);
  }
  gradeBefore(Infinity);
  await writer.flush();
  return { counts, mastery, reviews };
}

/** Number of submissions by account and problem. */
function attemptsByPair({ size, person, problem }, problems) {
  const left = new Map();
  for (let each = 0; each < size; each++) {
    const pair = person[each] * problems + problem[each];
    left.set(pair, (left.get(pair) ?? 0) + 1);
  }
  return left;
}
