import { topicChanged } from "../../../events/topic-changed.event.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { ReadCache } from "../../../platform/redis/read-cache.js";
import type { Module } from "../../contracts/module.js";
import { Topic } from "./topic.entity.js";
import { topicTree, TREE } from "./topic.loaders.js";
import { TopicResolver } from "./topic.resolver.js";
import type { TopicsService } from "./topics.service.js";

export const topicEntities = [Topic];

export function topicsModule({ topics, readCache }: { topics: TopicsService; readCache: ReadCache }): Module {
  return {
    resolvers: [new TopicResolver(topics)],
    nodes: {
      Topic: nodesById("public", async (context, ids) => {
        const tree = await context.loader(topicTree).load("all");
        return ids.map((id) => tree.byId(id));
      }),
    },
    // Once more, should whoever changed it have died before, or Redis have been away.
    eventHandlers: [on(topicChanged, "forget-topics", () => readCache.forget(TREE))],
  };
}
