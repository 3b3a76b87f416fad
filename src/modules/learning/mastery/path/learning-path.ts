import type { SignedIn } from "../../../../access/viewer.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { NO_LEARNER, NO_PAIR, NO_TOPIC, type States } from "../model/state.js";
import { recallOfTopic } from "../topics/topic-mastery.loaders.js";
import { LEARNER_JSON, PAIR_JSON, TOPIC_JSON } from "../topics/topic-mastery.rows.js";
import { estimateOf, scoreOf, type Score, type TopicEstimate } from "./path-score.js";

export const LONGEST_PATH = 50;

/** Of one topic, so that a path has several topics. */
const MOST_OF_TOPIC = 3;
/** Problems that are compared per topic: the ones with most submissions, whose difficulty is known best. */
const COMPARED = 30;
const MOST_TOPICS = 200;

export interface PathStep extends Score {
  problemId: string;
  topicId: string;
}

interface CandidateRow {
  problemId: string;
  topicId: string;
  submissions: number;
  accepted: number;
  attempted: boolean;
}

/**
 * Published problems that the viewer has not solved and did not write, the best next step first. A problem of several topics is judged by
 * the topic for which it scores highest. Three statements.
 */
export async function learningPath(context: RequestContext, first: number): Promise<PathStep[]> {
  const { em, signedIn } = context;
  const candidates = await readCandidates(em, signedIn);
  const topicIds = [...new Set(candidates.map(({ topicId }) => topicId))];
  if (topicIds.length === 0) return [];
  const estimates = await readEstimates(em, signedIn, topicIds);
  const recalls = new Map(
    await Promise.all(
      topicIds.map(async (id) => [id, await context.loader(recallOfTopic).load({ userId: signedIn.id, topicId: id })] as const),
    ),
  );
  const steps = candidates
    .map((row) => ({
      ...{ problemId: row.problemId, topicId: row.topicId },
      ...scoreOf({ ...row, estimate: estimates.get(row.topicId)!, recall: recalls.get(row.topicId) ?? null }),
    }))
    // Equal scores in a fixed order.
    .sort((a, b) => b.score - a.score || (a.problemId < b.problemId ? -1 : 1));
  return pick(steps, first);
}

function pick(steps: readonly PathStep[], first: number): PathStep[] {
  const picked: PathStep[] = [];
  const problems = new Set<string>();
  const perTopic = new Map<string, number>();
  for (const step of steps) {
    const ofTopic = perTopic.get(step.topicId) ?? 0;
    if (problems.has(step.problemId) || ofTopic >= MOST_OF_TOPIC) continue;
    problems.add(step.problemId);
    perTopic.set(step.topicId, ofTopic + 1);
    picked.push(step);
    if (picked.length === first) break;
  }
  return picked;
}

function readCandidates(em: EntityManager, { id }: SignedIn): Promise<CandidateRow[]> {
  return rows(
    em,
    `select near.* from (select id from topics order by position, id limit ${MOST_TOPICS}) topic cross join lateral (
       select p.id as "problemId", topic.id as "topicId", coalesce(s.submissions, 0) as submissions, coalesce(s.accepted, 0) as accepted,
         v.solved is not null as attempted
       from problem_topics pt join problems p on p.id = pt.problem_id
       left join problem_stats s on s.problem_id = p.id
       left join problem_viewer_status v on v.problem_id = p.id and v.user_id = ?
       where pt.topic_id = topic.id and p.status = 'PUBLISHED' and not p.premium and v.solved is not true and p.author_id <> ?
         and p.feedback <> 'NOTHING'
       order by coalesce(s.submissions, 0) desc, p.id limit ${COMPARED}
     ) near`,
    [id, id],
  );
}

async function readEstimates(em: EntityManager, { id }: SignedIn, topicIds: readonly string[]): Promise<Map<string, TopicEstimate>> {
  const found = await rows<{ topicId: string } & { [Name in keyof States]: States[Name] | null }>(
    em,
    `select asked.id as "topicId", case when t.topic_id is not null then ${bare(TOPIC_JSON)} end as topic,
       case when l.user_id is not null then ${bare(LEARNER_JSON)} end as learner,
       case when m.id is not null then ${bare(PAIR_JSON)} end as pair
     from unnest(?::uuid[]) asked (id) left join mastery_topics t on t.topic_id = asked.id
     left join mastery_learners l on l.user_id = ? left join masteries m on m.user_id = ? and m.topic_id = asked.id`,
    [`{${topicIds.join(",")}}`, id, id],
  );
  return new Map(
    found.map(({ topicId, topic, learner, pair }) => [
      topicId,
      estimateOf({ topic: topic ?? NO_TOPIC, learner: learner ?? NO_LEARNER, pair: pair ?? NO_PAIR }),
    ]),
  );
}

/** The expression without its name. */
const bare = (column: string) => column.slice(0, column.lastIndexOf(" as "));
