import { sharedWith } from "../../../base/authorship/authored.js";
import { isEntitled } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { NO_LEARNER, NO_PAIR, NO_TOPIC, type States } from "../model/state.js";
import { meanRecall } from "../reviews/schedule.js";
import { LEARNER_JSON, PAIR_JSON, TOPIC_JSON } from "../topics/topic-mastery.rows.js";
import { estimateOf, predictedSuccess, scoreOf, totalOf, type Candidate, type Score } from "./path-score.js";

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

/** A topic with all that scores its candidates. Lists, as JSON of one row is read faster than a row for each problem. */
interface TopicRow {
  topicId: string;
  /** Id, submissions and accepted ones of all learners, whether the viewer has tried it. */
  problems: [string, number, number, boolean][];
  topic: States["topic"] | null;
  learner: States["learner"] | null;
  pair: States["pair"] | null;
  /** Of the viewer's reviewed cards: stability in days, and the last review in Unix milliseconds. */
  cards: [number, number][];
}

/** A candidate that is not shown yet has no reasons. */
interface Scored extends Candidate {
  problemId: string;
  score: number;
}

/**
 * Published problems that the viewer can open, has not solved and did not write, the best next step first. A problem of several topics is judged by
 * the topic for which it scores highest. One statement.
 */
export async function learningPath({ em, signedIn }: RequestContext, first: number): Promise<PathStep[]> {
  const now = new Date();
  const scored = (await readTopics(em, signedIn)).flatMap((row) => scoredOf(row, now));
  // Equal scores in a fixed order.
  scored.sort((a, b) => b.score - a.score || (a.problemId < b.problemId ? -1 : 1));
  return pick(scored, first).map((one) => ({ problemId: one.problemId, topicId: one.topicId, ...scoreOf(one) }));
}

function scoredOf({ topicId, problems, topic, learner, pair, cards }: TopicRow, now: Date): Scored[] {
  const estimate = estimateOf({ topic: topic ?? NO_TOPIC, learner: learner ?? NO_LEARNER, pair: pair ?? NO_PAIR });
  const recall = meanRecall(
    cards.map(([stability, lastReviewMs]) => ({ stability, lastReviewAt: new Date(lastReviewMs) })),
    now,
  );
  return problems.map(([problemId, submissions, accepted, attempted]) => {
    const candidate = { problemId, topicId, estimate, submissions, accepted, attempted, recall, score: 0 };
    candidate.score = totalOf(candidate, predictedSuccess(candidate));
    return candidate;
  });
}

function pick(steps: readonly Scored[], first: number): Scored[] {
  const picked: Scored[] = [];
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

function readTopics(em: EntityManager, viewer: SignedIn): Promise<TopicRow[]> {
  const { id } = viewer;
  const shared = sharedWith(viewer, "p");
  return rows(
    em,
    `select topic.id as "topicId", near.problems,
       case when t.topic_id is not null then ${bare(TOPIC_JSON)} end as topic,
       case when l.user_id is not null then ${bare(LEARNER_JSON)} end as learner,
       case when m.id is not null then ${bare(PAIR_JSON)} end as pair,
       coalesce(card.found, '[]'::json) as cards
     from (select id from topics order by position, id limit ${MOST_TOPICS}) topic cross join lateral (
       select json_agg(json_build_array(one.id, one.submissions, one.accepted, one.attempted)) as problems from (
         select p.id, coalesce(s.submissions, 0) as submissions, coalesce(s.accepted, 0) as accepted, v.solved is not null as attempted
         from problem_topics pt join problems p on p.id = pt.problem_id
         left join problem_stats s on s.problem_id = p.id
         left join problem_viewer_status v on v.problem_id = p.id and v.user_id = ?
         where pt.topic_id = topic.id and p.status = 'PUBLISHED' and ${shared.sql} ${isEntitled(viewer, "premium-problems") ? "" : "and not p.premium"} and v.solved is not true and p.author_id <> ?
         order by coalesce(s.submissions, 0) desc, p.id limit ${COMPARED}
       ) one
     ) near
     left join mastery_topics t on t.topic_id = topic.id
     left join mastery_learners l on l.user_id = ?
     left join masteries m on m.user_id = ? and m.topic_id = topic.id
     left join (
       select pt.topic_id, json_agg(json_build_array(c.stability, floor(extract(epoch from c.last_review_at) * 1000)::int8)) as found
       from review_cards c join problem_topics pt on pt.problem_id = c.problem_id
       where c.user_id = ? and c.last_review_at is not null group by pt.topic_id
     ) card on card.topic_id = topic.id
     where near.problems is not null`,
    [id, ...shared.params, id, id, id, id],
  );
}

/** The expression without its name. */
const bare = (column: string) => column.slice(0, column.lastIndexOf(" as "));
