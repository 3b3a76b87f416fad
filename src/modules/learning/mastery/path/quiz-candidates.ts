/** Quizzes with questions on topics that the viewer is forgetting. */
import type { RequestContext } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { quizById, QUIZ_COLUMNS, type QuizRow } from "../../quizzes/authoring/quiz.rows.js";
import { lockedQuiz } from "../../progress/figures/locked-quizzes.js";
import type { QuizCandidate, StepTopic } from "./step-score.js";

/** Quizzes of one topic that are compared. */
const MOST_OF_TOPIC = 30;
const MOST_QUIZZES = 60;

/** The viewer's attempts at quizzes `z`, for a `lateral` join. Takes the id of the viewer. */
export const ATTEMPTS_AT_QUIZ = `(select count(*)::int as used, max(a.ended_at) as last, coalesce(bool_or(a.status = 'OPEN'), false) as open
  from quiz_attempts a where a.quiz_id = z.id and a.user_id = ? and not a.preview) mine`;

/** The viewer can start or continue an attempt at quizzes `z` now, with `mine` of ATTEMPTS_AT_QUIZ. Takes the id of the viewer. */
export const TAKEABLE = `z.status = 'PUBLISHED' and z.owner_id <> ? and (z.opens_at is null or z.opens_at <= now()) and (z.due_at is null or z.due_at > now())
  and (mine.open or ((z.max_attempts is null or mine.used < z.max_attempts)
    and (mine.last is null or mine.last + z.cooldown_ms * interval '1 millisecond' <= now())))`;

/** Published quizzes that have a question (`on`) of the topic, or draw from a bank with one. */
const ofTopic = (
  on: string,
) => `(select distinct i.quiz_id from question_topics qt join questions q on q.id = qt.question_id and q.archived_at is null
  join quiz_items i on ${on} join quizzes z on z.id = i.quiz_id and z.status = 'PUBLISHED'
  where qt.topic_id = fading.topic_id limit ${MOST_OF_TOPIC})`;

type Found = QuizRow & { started: boolean; topicIds: string[] };

/** Quizzes not attempted for a day, the one that was attempted longest ago first. One statement. */
export async function quizCandidates(
  context: RequestContext,
  fading: readonly (StepTopic & { recall: number })[],
): Promise<QuizCandidate[]> {
  if (fading.length === 0) return [];
  const { id } = context.signedIn;
  const locked = lockedQuiz(context.signedIn);
  const found = await rows<Found>(
    context.em,
    `select ${QUIZ_COLUMNS}, mine.open as started, near."topicIds" from (
       select one.quiz_id, array_agg(distinct fading.topic_id) as "topicIds" from unnest(?::uuid[]) fading (topic_id) cross join lateral (
         ${ofTopic("i.question_id = q.id")} union ${ofTopic("i.bank_id = q.bank_id and q.tags @> i.tags")}
       ) one group by one.quiz_id
     ) near join quizzes z on z.id = near.quiz_id cross join lateral ${ATTEMPTS_AT_QUIZ}
     where ${TAKEABLE} and not ${locked.sql} and (mine.open or mine.last is null or mine.last < now() - interval '1 day')
     order by mine.last nulls first, z.id limit ${MOST_QUIZZES}`,
    [`{${fading.map(({ topicId }) => topicId).join(",")}}`, id, id, ...locked.params],
  );
  const topics = new Map(fading.map((topic) => [topic.topicId, topic]));
  for (const quiz of found) context.loader(quizById).prime(quiz.id, quiz);
  return found.map(({ id: quizId, started, topicIds }) => {
    const own = topicIds.flatMap((topicId) => topics.get(topicId) ?? []);
    const [topic] = own.sort((a, b) => a.recall - b.recall || (a.topicId < b.topicId ? -1 : 1));
    return { id: quizId, started, topic: topic! };
  });
}
