/** What to repeat: problems whose card is due, quizzes whose attempts are long ago, lessons of topics that fade. */
import type { RequestContext } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { readableBy } from "../../../practice/problems/list/problem-conditions.js";
import { lessonById } from "../../content/lessons/lesson.loaders.js";
import { isLocked, lessonSql, mayReadLesson, shownToLearners, type LessonRow } from "../../content/lessons/lesson.rows.js";
import { quizById, QUIZ_COLUMNS, type QuizRow } from "../../quizzes/authoring/quiz.rows.js";
import { lockedQuiz } from "../../progress/figures/locked-quizzes.js";
import { FADED_BELOW } from "../path/path-score.js";
import { ATTEMPTS_AT_QUIZ, TAKEABLE } from "../path/quiz-candidates.js";
import { bestFirst, reviewStep, type NextStep } from "../path/step-score.js";
import { quizMemory } from "./quiz-memory.js";
import { readReviewSettings } from "./review.rows.js";
import { meanRecall, recallAt } from "./schedule.js";

/** Compared of each kind. */
const MOST_COMPARED = 200;
const MOST_ATTEMPTS = 500;
const MOST_TOPICS = 20;

/** The most forgotten first. Five statements at most. */
export async function reviewSteps(context: RequestContext, first: number): Promise<NextStep[]> {
  const now = new Date();
  const steps = [...(await dueProblems(context, now)), ...(await dueQuizzes(context, now)), ...(await fadingLessons(context, now))];
  return bestFirst(steps).slice(0, first);
}

async function dueProblems({ em, signedIn }: RequestContext, now: Date): Promise<NextStep[]> {
  const readable = readableBy(signedIn);
  const cards = await rows<{ problemId: string; topicId: string | null; stability: number; lastReviewAt: Date }>(
    em,
    `select c.problem_id as "problemId", c.stability, c.last_review_at as "lastReviewAt",
       (select pt.topic_id from problem_topics pt where pt.problem_id = c.problem_id order by pt.topic_id limit 1) as "topicId"
     from review_cards c join problems p on p.id = c.problem_id
     where c.user_id = ? and c.due_at <= now() and c.last_review_at is not null and ${readable.sql} order by c.due_at, c.id limit ${MOST_COMPARED}`,
    [signedIn.id, ...readable.params],
  );
  return cards.map((card) => reviewStep("PROBLEM", card.problemId, card.topicId, recallAt(card, now) ?? 0));
}

/** Not if results do not count as reviews, as the settings say. */
async function dueQuizzes(context: RequestContext, now: Date): Promise<NextStep[]> {
  const { id } = context.signedIn;
  const { enabled, desiredRetention } = await readReviewSettings(context.em, id);
  if (!enabled) return [];
  const locked = lockedQuiz(context.signedIn);
  const found = await rows<QuizRow & { topicId: string | null; attempts: [number, number][] }>(
    context.em,
    `select ${QUIZ_COLUMNS}, taken.attempts, (select qt.topic_id from quiz_items i join question_topics qt on qt.question_id = i.question_id
         where i.quiz_id = z.id group by qt.topic_id order by count(*) desc, qt.topic_id limit 1) as "topicId"
     from (
       select newest.quiz_id, json_agg(json_build_array(floor(extract(epoch from newest.ended_at) * 1000)::int8, newest.score / newest.max_score)) as attempts
       from (
         select a.quiz_id, a.ended_at, a.score, a.max_score from quiz_attempts a
         where a.user_id = ? and a.status = 'GRADED' and not a.preview and a.max_score > 0 order by a.id desc limit ${MOST_ATTEMPTS}
       ) newest group by newest.quiz_id limit ${MOST_COMPARED}
     ) taken join quizzes z on z.id = taken.quiz_id cross join lateral ${ATTEMPTS_AT_QUIZ} where ${TAKEABLE} and not ${locked.sql}`,
    [id, id, id, ...locked.params],
  );
  for (const quiz of found) context.loader(quizById).prime(quiz.id, quiz);
  return found.flatMap((quiz) => {
    const attempts = quiz.attempts.map(([at, share]) => ({ at: new Date(at), share }));
    const memory = quizMemory(attempts, desiredRetention);
    return memory.dueAt <= now ? [reviewStep("QUIZ", quiz.id, quiz.topicId, recallAt(memory, now) ?? 0)] : [];
  });
}

/** Lessons that the learner completed and has not opened for a day. */
async function fadingLessons(context: RequestContext, now: Date): Promise<NextStep[]> {
  const { em, signedIn: viewer } = context;
  const topics = await rows<{ topicId: string; cards: [number, number][] }>(
    em,
    `select pt.topic_id as "topicId", json_agg(json_build_array(c.stability, floor(extract(epoch from c.last_review_at) * 1000)::int8)) as cards
     from review_cards c join problem_topics pt on pt.problem_id = c.problem_id
     where c.user_id = ? and c.last_review_at is not null group by pt.topic_id`,
    [viewer.id],
  );
  const fading = topics
    .map(({ topicId, cards }) => ({
      topicId,
      recall: meanRecall(
        cards.map(([stability, lastReviewMs]) => ({ stability, lastReviewAt: new Date(lastReviewMs) })),
        now,
      ),
    }))
    .filter((topic): topic is { topicId: string; recall: number } => topic.recall !== null && topic.recall < FADED_BELOW)
    .sort((a, b) => a.recall - b.recall)
    .slice(0, MOST_TOPICS);
  if (fading.length === 0) return [];
  const found = await rows<LessonRow & { topicId: string }>(
    em,
    `${lessonSql(viewer, `, done.topic_id as "topicId"`)} join (
       select distinct on (lp.lesson_id) lp.lesson_id, fading.topic_id
       from unnest(?::uuid[]) with ordinality fading (topic_id, place) join lesson_topics lt on lt.topic_id = fading.topic_id
       join lesson_progress lp on lp.lesson_id = lt.lesson_id and lp.user_id = ?
       where lp.completed_at is not null and coalesce(lp.last_viewed_at, lp.completed_at) < now() - interval '1 day'
       order by lp.lesson_id, fading.place limit ${MOST_COMPARED}
     ) done on done.lesson_id = l.id where t.status = 'PUBLISHED'`,
    [`{${fading.map(({ topicId }) => topicId).join(",")}}`, viewer.id],
  );
  const recalls = new Map(fading.map(({ topicId, recall }) => [topicId, recall]));
  const open = found.filter((lesson) => shownToLearners(lesson) && mayReadLesson(viewer, lesson) && !isLocked(viewer, lesson));
  for (const lesson of open) context.loader(lessonById).prime(lesson.id, lesson);
  return open.map(({ id, topicId }) => reviewStep("LESSON", id, topicId, recalls.get(topicId)!));
}
