import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { notFound } from "../../../kernel/errors.js";
import { topicTree, type TopicRow } from "./topic.loaders.js";
import { CreateTopicInput, CreateTopicPayload, TopicType, UpdateTopicInput, UpdateTopicPayload } from "./topic.type.js";
import type { TopicsService } from "./topics.service.js";

@Resolver(() => TopicType)
export class TopicResolver {
  constructor(private readonly service: TopicsService) {}

  @Allow("public")
  @Query(() => [TopicType], { description: "Root topics of the tree, in display order. Use `children` for the next level." })
  async topics(@Ctx() context: RequestContext): Promise<TopicRow[]> {
    return (await context.loader(topicTree).load("all")).roots;
  }

  @Allow("public")
  @Query(() => TopicType, { nullable: true, description: "A topic by slug. Errors: NOT_FOUND." })
  async topic(
    @Ctx() context: RequestContext,
    @Arg("slug", () => String, { description: "Slug of the topic." }) slug: string,
  ): Promise<TopicRow> {
    const topic = (await context.loader(topicTree).load("all")).bySlug(slug);
    if (!topic) throw notFound("topic");
    return topic;
  }

  @Allow("topic:edit")
  @Mutation(() => CreateTopicPayload, {
    description: "Creates a topic. For admins. Errors: BAD_USER_INPUT, CONFLICT when the slug is taken.",
  })
  async createTopic(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateTopicInput, { description: "The new topic." }) input: CreateTopicInput,
  ): Promise<{ topic: TopicRow }> {
    return { topic: await this.service.create(signedIn, input, address) };
  }

  @Allow("topic:edit")
  @Mutation(() => UpdateTopicPayload, {
    description: "Updates or moves a topic. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when the slug is taken.",
  })
  async updateTopic(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateTopicInput, { description: "The topic and the changes." }) input: UpdateTopicInput,
  ): Promise<{ topic: TopicRow }> {
    return { topic: await this.service.update(signedIn, input, address) };
  }

  @FieldResolver(() => TopicType, { nullable: true, description: "Parent topic; null for a root." })
  async parent(@Ctx() context: RequestContext, @Root() topic: TopicRow): Promise<TopicRow | null> {
    return (await context.loader(topicTree).load("all")).parentOf(topic);
  }

  @FieldResolver(() => [TopicType], { description: "Direct child topics, in display order." })
  async children(@Ctx() context: RequestContext, @Root() topic: TopicRow): Promise<TopicRow[]> {
    return (await context.loader(topicTree).load("all")).childrenOf(topic.id);
  }

  @FieldResolver(() => [TopicType], { description: "Path from the root to the parent." })
  async ancestors(@Ctx() context: RequestContext, @Root() topic: TopicRow): Promise<TopicRow[]> {
    return (await context.loader(topicTree).load("all")).ancestorsOf(topic);
  }
}
