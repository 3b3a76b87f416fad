import { topicChanged } from "../../../events/topic-changed.event.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module } from "../../contracts/module.js";
import { Topic } from "./topic.entity.js";
import { topicTree, TREE } from "./topic.loaders.js";
import { TopicResolver } from "./topic.resolver.js";
import { topicsPermissions } from "./topics.permissions.js";
import { createTopicsService, type TopicsService } from "./topics.service.js";

declare module "../../contracts/module.js" {
  interface Services {
    topics: TopicsService;
  }
}

export default {
  name: "topics",
  exports: ["topic.entity", "topic.loaders", "topic.type", "topics.service"],
  entities: [Topic],
  permissions: topicsPermissions,
  resolvers: [TopicResolver],

  wire(platform) {
    const topics = createTopicsService(platform);
    return {
      services: { topics },
      resolvers: [new TopicResolver(topics)],
      nodes: {
        Topic: nodesById("public", async (context, ids) => {
          const tree = await context.loader(topicTree).load("all");
          return ids.map((id) => tree.byId(id));
        }),
      },
      // Repeats the invalidation, in case the writer died before it or Redis was unavailable.
      eventHandlers: [on(topicChanged, "forget-topics", () => platform.readCache.forget(TREE))],
    };
  },
} satisfies Module;
