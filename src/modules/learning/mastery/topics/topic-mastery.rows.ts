import type { KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { LearnerState, PairState, TopicState } from "../model/state.js";

/** The states of the model for one learner and topic, as one statement reads them. */
export interface TopicMasteryRow {
  id: string;
  userId: string;
  topicId: string;
  lastAnsweredAt: Date;
  topic: TopicState;
  learner: LearnerState;
  pair: PairState;
}

/** Learner `l`, topic `t` of the model. */
export const LEARNER_JSON = `json_build_object('answers', l.answers, 'correct', l.correct, 'expected', l.expected, 'variance', l.variance) as learner`;
export const TOPIC_JSON = `json_build_object('answers', t.answers, 'correct', t.correct, 'firstAnswers', t.first_answers,
  'firstCorrect', t.first_correct) as topic`;
export const PAIR_JSON = `json_build_object('answers', m.answers, 'correct', m.correct, 'recent', m.recent, 'steady', m.steady,
  'lastCorrect', m.last_correct) as pair`;

export const MASTERY_COLUMNS = `m.id, m.user_id as "userId", m.topic_id as "topicId", m.last_answered_at as "lastAnsweredAt", ${TOPIC_JSON}, ${LEARNER_JSON}, ${PAIR_JSON}`;
export const FROM_MASTERIES = `from masteries m join mastery_topics t on t.topic_id = m.topic_id join mastery_learners l on l.user_id = m.user_id`;

export const LATEST_FIRST: KeysetOrder<TopicMasteryRow> = {
  name: "latest",
  columns: [
    { sql: "m.last_answered_at", direction: "desc", cast: "timestamptz" },
    { sql: "m.id", direction: "desc", cast: "uuid" },
  ],
  key: ({ lastAnsweredAt, id }) => [lastAnsweredAt.toISOString(), id],
};
