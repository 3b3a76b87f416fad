/** Ends attempts and grades them. Every function runs in the caller's transaction, which has locked the attempt's row. */
import { quizAttemptGraded } from "../../../../events/quiz-attempt-graded.event.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { bestShares } from "../../../practice/submissions/results/best-share.js";
import { grade } from "../grading/grade.js";
import { effectiveShare, rounded, totalScore } from "../grading/points.js";
import { GRACE_MS, type AttemptEnd, type AttemptStatus, type Outcome } from "./attempt-states.js";
import { readAttemptQuestions, type AttemptQuestion } from "./attempt.rows.js";

export interface LockedAttempt {
  id: string;
  quizId: string;
  userId: string;
  preview: boolean;
  status: AttemptStatus;
  startedAt: Date;
  endedAt: Date | null;
  penalty: number;
  /** Its deadline and the grace period have passed. */
  expired: boolean;
}

/** Locks the row; waits for others that hold it. */
export async function lockAttempt(em: EntityManager, id: string): Promise<LockedAttempt | undefined> {
  // Locked first: times and status are read after the wait.
  const [locked] = await rows(em, "select 1 from quiz_attempts where id = ? for update", [id]);
  if (!locked) return undefined;
  const [row] = await rows<LockedAttempt>(
    em,
    `select id, quiz_id as "quizId", user_id as "userId", preview, status, started_at as "startedAt", ended_at as "endedAt",
       penalty_millionths / 1e6::float8 as penalty,
       coalesce(deadline_at + interval '${GRACE_MS} milliseconds' < clock_timestamp(), false) as expired
     from quiz_attempts where id = ?`,
    [id],
  );
  return row;
}

/** Ends an OPEN attempt and grades it as far as possible. It ends at its deadline at the latest. */
export async function endAttempt(em: EntityManager, attempt: LockedAttempt, by: AttemptEnd): Promise<void> {
  const [ended] = await rows<{ endedAt: Date }>(
    em,
    `update quiz_attempts set status = 'SUBMITTED', ended_by = ?, ended_at = least(deadline_at, clock_timestamp())
     where id = ? and status = 'OPEN' returning ended_at as "endedAt"`,
    [by, attempt.id],
  );
  if (ended) await settle(em, { ...attempt, status: "SUBMITTED", endedAt: ended.endedAt });
}

/**
 * Grades what can be graded now. The attempt becomes GRADED when nothing is left for the judge or for staff. Grades of staff stay, and
 * the result of a GRADED attempt changes only if `regraded`.
 */
export async function settle(em: EntityManager, attempt: LockedAttempt, { regraded = false } = {}): Promise<void> {
  if (attempt.status === "OPEN" || (attempt.status === "GRADED" && !regraded)) return;
  const questions = await readAttemptQuestions(em, [attempt.id]);
  const problemIds = questions.flatMap(({ content }) => (content.kind === "CODE" ? [content.problemId] : []));
  const period = { userId: attempt.userId, problemIds, from: attempt.startedAt, to: attempt.endedAt! };
  const achieved = new Map((attempt.status === "GRADED" ? [] : await bestShares(em, period)).map((one) => [one.problemId, one]));
  let awaitsJudge = false;
  const outcomes = questions.map((question): Outcome | null => {
    if (question.outcome) return question.outcome;
    const { content, answer, points } = question;
    if (content.kind === "CODE") {
      const best = achieved.get(content.problemId);
      awaitsJudge ||= best?.pending ?? false;
      return best?.pending ? null : outcomeOf(best?.share ?? null, points, attempt.penalty);
    }
    const graded = answer && grade(content, answer);
    return answer && !graded ? null : outcomeOf(graded?.share ?? null, points, attempt.penalty);
  });
  await writeOutcomes(em, attempt.id, questions, outcomes);
  const isFinal = outcomes.every((one) => one !== null);
  const score = totalScore(outcomes.map((one) => one?.points ?? 0));
  await em.execute(
    `update quiz_attempts set status = ?, score = ?, awaits_judge = ?, checked_at = now(), revision = revision + 1,
       graded_at = ${isFinal ? "coalesce(graded_at, clock_timestamp())" : "null"} where id = ?`,
    [isFinal ? "GRADED" : "SUBMITTED", score, awaitsJudge, attempt.id],
  );
  if (isFinal && !attempt.preview) await announceGraded(em, attempt, questions, outcomes, score);
}

/** `share` is null for a question without an answer, which loses nothing. */
export function outcomeOf(share: number | null, points: number, penalty: number): Outcome {
  return { share: rounded(share ?? 0), points: share === null ? 0 : rounded(effectiveShare(share, penalty) * points) };
}

async function writeOutcomes(
  em: EntityManager,
  attemptId: string,
  questions: readonly AttemptQuestion[],
  outcomes: readonly (Outcome | null)[],
): Promise<void> {
  const graded = questions.flatMap(({ position, outcome }, index) =>
    outcome || !outcomes[index] ? [] : [{ position, outcome: outcomes[index] }],
  );
  if (graded.length === 0) return;
  await em.execute(
    `update quiz_attempt_questions aq set outcome = given.outcome
     from jsonb_to_recordset(?::jsonb) as given (position int, outcome jsonb) where aq.attempt_id = ? and aq.position = given.position`,
    [JSON.stringify(graded), attemptId],
  );
}

async function announceGraded(
  em: EntityManager,
  { id, quizId, userId }: LockedAttempt,
  questions: readonly AttemptQuestion[],
  outcomes: readonly (Outcome | null)[],
  score: number,
): Promise<void> {
  const topics = await rows<{ questionId: string; topicId: string }>(
    em,
    `select question_id as "questionId", topic_id as "topicId" from question_topics where question_id in (?) order by topic_id`,
    [questions.map(({ questionId }) => questionId)],
  );
  const byQuestion = Map.groupBy(topics, ({ questionId }) => questionId);
  announce(em, quizAttemptGraded, {
    ...{ attemptId: id, quizId, userId, score },
    maxScore: rounded(questions.reduce((sum, { points }) => sum + points, 0)),
    questions: questions.map(({ questionId }, index) => ({
      questionId,
      share: outcomes[index]!.share,
      topicIds: (byQuestion.get(questionId) ?? []).map(({ topicId }) => topicId),
    })),
  });
}
