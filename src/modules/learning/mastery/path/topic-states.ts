/** What the model knows of the viewer in each topic, with the problems that could be next. */
import { isEntitled } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { sharedWith } from "../../../base/authorship/authored.js";
import { NO_LEARNER, NO_PAIR, NO_TOPIC, type States } from "../model/state.js";
import { meanRecall } from "../reviews/schedule.js";
import { LEARNER_JSON, PAIR_JSON, TOPIC_JSON } from "../topics/topic-mastery.rows.js";
import { estimateOf, type TopicEstimate } from "./path-score.js";

/** Problems that are compared per topic: the ones with most submissions, whose difficulty is known best. */
const COMPARED = 30;
const MOST_TOPICS = 200;

/** Id, submissions and accepted ones of all learners, whether the viewer has tried it. */
type NearProblem = [id: string, submissions: number, accepted: number, attempted: boolean];

export interface TopicState {
  topicId: string;
  problems: NearProblem[];
  estimate: TopicEstimate;
  /** The viewer has answered on the topic. */
  practised: boolean;
  /** Mean recall of the topic's review cards; null without cards. */
  recall: number | null;
}

/** A topic with all that scores its candidates. Lists, as JSON of one row is read faster than a row for each problem. */
interface TopicRow {
  topicId: string;
  problems: NearProblem[];
  topic: States["topic"] | null;
  learner: States["learner"] | null;
  pair: States["pair"] | null;
  /** Of the viewer's reviewed cards: stability in days, and the last review in Unix milliseconds. */
  cards: [number, number][];
}

/** One statement. */
export async function readTopics(em: EntityManager, viewer: SignedIn, now: Date): Promise<TopicState[]> {
  return (await readRows(em, viewer)).map(({ topicId, problems, topic, learner, pair, cards }) => ({
    ...{ topicId, problems, practised: pair !== null },
    estimate: estimateOf({ topic: topic ?? NO_TOPIC, learner: learner ?? NO_LEARNER, pair: pair ?? NO_PAIR }),
    recall: meanRecall(
      cards.map(([stability, lastReviewMs]) => ({ stability, lastReviewAt: new Date(lastReviewMs) })),
      now,
    ),
  }));
}

function readRows(em: EntityManager, viewer: SignedIn): Promise<TopicRow[]> {
  const { id } = viewer;
  const shared = sharedWith(viewer, "p");
  return rows(
    em,
    `select topic.id as "topicId", coalesce(near.problems, '[]'::json) as problems,
       case when t.topic_id is not null then ${bare(TOPIC_JSON)} end as topic,
       case when l.user_id is not null then ${bare(LEARNER_JSON)} end as learner,
       case when m.id is not null then ${bare(PAIR_JSON)} end as pair,
       coalesce(card.found, '[]'::json) as cards
     from (select id from topics order by position, id limit ${MOST_TOPICS}) topic left join lateral (
       select json_agg(json_build_array(one.id, one.submissions, one.accepted, one.attempted)) as problems from (
         select p.id, coalesce(s.submissions, 0) as submissions, coalesce(s.accepted, 0) as accepted, v.solved is not null as attempted
         from problem_topics pt join problems p on p.id = pt.problem_id
         left join problem_stats s on s.problem_id = p.id
         left join problem_viewer_status v on v.problem_id = p.id and v.user_id = ?
         where pt.topic_id = topic.id and p.status = 'PUBLISHED' and ${shared.sql} ${isEntitled(viewer, "premium-problems") ? "" : "and not p.premium"} and v.solved is not true and p.author_id <> ?
         order by coalesce(s.submissions, 0) desc, p.id limit ${COMPARED}
       ) one
     ) near on true
     left join mastery_topics t on t.topic_id = topic.id
     left join mastery_learners l on l.user_id = ?
     left join masteries m on m.user_id = ? and m.topic_id = topic.id
     left join (
       select pt.topic_id, json_agg(json_build_array(c.stability, floor(extract(epoch from c.last_review_at) * 1000)::int8)) as found
       from review_cards c join problem_topics pt on pt.problem_id = c.problem_id
       where c.user_id = ? and c.last_review_at is not null group by pt.topic_id
     ) card on card.topic_id = topic.id`,
    [id, ...shared.params, id, id, id, id],
  );
}

/** The expression without its name. */
const bare = (column: string) => column.slice(0, column.lastIndexOf(" as "));
