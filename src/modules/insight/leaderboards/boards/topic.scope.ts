import { notFound } from "../../../../kernel/errors.js";
import { rows } from "../../../../platform/database/database.js";
import { topicTree } from "../../../practice/topics/topic.loaders.js";
import type { LeaderboardScope } from "./scope.js";

export const topicScope: LeaderboardScope = {
  name: "TOPIC",
  description: "XP for a topic and the topics below it, as they were when the XP was earned. `scopeId` is the topic's id.",
  type: "Topic",
  async check(context, id) {
    if (!(await context.loader(topicTree).load("all")).byId(id)) throw notFound("topic");
  },
  boards: async (em) => (await rows<{ id: string }>(em, "select id from topics")).map(({ id }) => id),
  changedBy: (topicIds) => topicIds,
  ofBoard: "e.topic_ids @> array[?]::text[]",
  entries: `select e.user_id, t.id as scope_id, e.points, e.earned_at from xp_entries e cross join lateral unnest(e.topic_ids) as t (id)`,
};
