import DataLoader from "dataloader";
import { connectionsByParent, countsById, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { rows } from "../../../../platform/database/database.js";
import { meanRecall } from "../reviews/schedule.js";
import { FROM_MASTERIES, LATEST_FIRST, MASTERY_COLUMNS, type TopicMasteryRow } from "./topic-mastery.rows.js";
import { TREND_ANSWERS } from "./topic-mastery.type.js";

type Pair = Pick<TopicMasteryRow, "userId" | "topicId">;

const nameOf = ({ userId, topicId }: Pair) => `${userId} ${topicId}`;
const byPair = <V>(read: (pairs: readonly Pair[]) => Promise<(Pair & { value: V })[]>): DataLoader<Pair, V | null, string> =>
  new DataLoader(
    async (pairs) => {
      const found = new Map((await read(pairs)).map((row) => [nameOf(row), row.value]));
      return pairs.map((pair) => found.get(nameOf(pair)) ?? null);
    },
    { cacheKeyFn: nameOf },
  );

const ids = (of: readonly string[]) => `{${of.join(",")}}`;
const columns = (pairs: readonly Pair[]) => [ids(pairs.map(({ userId }) => userId)), ids(pairs.map(({ topicId }) => topicId))];

/** The model's prediction before the answer TREND_ANSWERS back, or before the first one. */
export const earlierPrediction: LoaderFactory<Pair, number | null> = ({ em }) =>
  byPair((pairs) =>
    rows(
      em,
      `select pair.user_id as "userId", pair.topic_id as "topicId", earlier.prediction as value
       from unnest(?::uuid[], ?::uuid[]) pair (user_id, topic_id) cross join lateral (
         select prediction, at, id from (
           select e.prediction, e.at, e.id from mastery_evidence e where e.user_id = pair.user_id and e.topic_id = pair.topic_id
           order by e.at desc, e.id desc limit ${TREND_ANSWERS}
         ) newest order by at, id limit 1
       ) earlier`,
      columns(pairs),
    ),
  ) as unknown as DataLoader<Pair, number | null>;

/** The mean probability that the learner recalls the solutions of the topic's problems now. Null without reviewed cards. */
export const recallOfTopic: LoaderFactory<Pair, number | null> = ({ em }) =>
  byPair(async (pairs) => {
    const cards = await rows<Pair & { stability: number; lastReviewAt: Date }>(
      em,
      `select pair.user_id as "userId", pair.topic_id as "topicId", c.stability, c.last_review_at as "lastReviewAt"
       from unnest(?::uuid[], ?::uuid[]) pair (user_id, topic_id)
       join review_cards c on c.user_id = pair.user_id and c.last_review_at is not null
       join problem_topics pt on pt.problem_id = c.problem_id and pt.topic_id = pair.topic_id`,
      columns(pairs),
    );
    const now = new Date();
    return [...Map.groupBy(cards, nameOf).values()].flatMap((ofTopic) => {
      const { userId, topicId } = ofTopic[0]!;
      const value = meanRecall(ofTopic, now);
      return value === null ? [] : [{ userId, topicId, value }];
    });
  }) as unknown as DataLoader<Pair, number | null>;

/** By account. Checks no permission. */
export const masteryOfUser: LoaderFactory<PageOfParent, Connection<TopicMasteryRow>> = ({ em }) =>
  connectionsByParent<TopicMasteryRow>(
    em,
    { select: MASTERY_COLUMNS, from: FROM_MASTERIES, conditions: [], parent: "m.user_id", order: LATEST_FIRST },
    countsById((userIds) =>
      rows(em, "select user_id as id, count(*)::int as count from masteries where user_id in (?) group by user_id", [userIds]),
    ),
  ) as unknown as DataLoader<PageOfParent, Connection<TopicMasteryRow>>;
