import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { recallAt } from "../reviews/schedule.js";
import { TREND_ANSWERS } from "./topic-mastery.type.js";

/** By topic: the model's prediction for the viewer before the answer TREND_ANSWERS back, or before the first one. */
export const earlierPrediction: LoaderFactory<string, number | null> = ({ em, signedIn }) =>
  new DataLoader(async (topicIds) => {
    const found = await rows<{ topicId: string; prediction: number }>(
      em,
      `select topic.id as "topicId", earlier.prediction from unnest(?::uuid[]) topic (id) cross join lateral (
         select prediction, at, id from (
           select e.prediction, e.at, e.id from mastery_evidence e where e.user_id = ? and e.topic_id = topic.id
           order by e.at desc, e.id desc limit ${TREND_ANSWERS}
         ) newest order by at, id limit 1
       ) earlier`,
      [`{${topicIds.join(",")}}`, signedIn.id],
    );
    const byTopic = new Map(found.map(({ topicId, prediction }) => [topicId, prediction]));
    return topicIds.map((id) => byTopic.get(id) ?? null);
  });

/** By topic: the mean probability that the viewer recalls the solutions of its problems now. Null without reviewed cards. */
export const recallOfTopic: LoaderFactory<string, number | null> = ({ em, signedIn }) =>
  new DataLoader(async (topicIds) => {
    const cards = await rows<{ topicId: string; stability: number; lastReviewAt: Date }>(
      em,
      `select pt.topic_id as "topicId", c.stability, c.last_review_at as "lastReviewAt" from review_cards c
       join problem_topics pt on pt.problem_id = c.problem_id
       where c.user_id = ? and c.last_review_at is not null and pt.topic_id in (?)`,
      [signedIn.id, topicIds],
    );
    const now = new Date();
    const byTopic = Map.groupBy(cards, ({ topicId }) => topicId);
    return topicIds.map((id) => {
      const recalls = (byTopic.get(id) ?? []).flatMap((card) => recallAt(card, now) ?? []);
      return recalls.length > 0 ? recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length : null;
    });
  });
