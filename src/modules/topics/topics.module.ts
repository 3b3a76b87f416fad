import type { Module } from "../module.js";
import { Topic } from "./topic.entity.js";
import { TopicResolver } from "./topic.resolver.js";
import type { TopicsService } from "./topics.service.js";

export const topicEntities = [Topic];

export function topicsModule(topics: TopicsService): Module {
  return { resolvers: [new TopicResolver(topics)] };
}
