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
  @Query(() => [TopicType], { description: "The topics at the top of the tree, in the order to show them. Ask for `children` to go down." })
  async topics(@Ctx() context: RequestContext): Promise<TopicRow[]> {
    return (await context.loader(topicTree).load("all")).roots;
  }

  @Allow("public")
  @Query(() => TopicType, { nullable: true, description: "One topic. Errors: NOT_FOUND." })
  async topic(
    @Ctx() context: RequestContext,
    @Arg("slug", () => String, { description: "The topic's slug." }) slug: string,
  ): Promise<TopicRow> {
    const topic = (await context.loader(topicTree).load("all")).bySlug(slug);
    if (!topic) throw notFound("topic");
    return topic;
  }

  @Allow("topic:edit")
  @Mutation(() => CreateTopicPayload, { description: "Adds a topic. For admins. Errors: BAD_USER_INPUT, CONFLICT when the slug is taken." })
  async createTopic(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateTopicInput, { description: "The topic." }) input: CreateTopicInput,
  ): Promise<{ topic: TopicRow }> {
    return { topic: await this.service.create(signedIn, input, address) };
  }

  @Allow("topic:edit")
  @Mutation(() => UpdateTopicPayload, {
    description: "Changes a topic or moves it. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when the slug is taken.",
  })
  async updateTopic(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateTopicInput, { description: "The topic and what changes." }) input: UpdateTopicInput,
  ): Promise<{ topic: TopicRow }> {
    return { topic: await this.service.update(signedIn, input, address) };
  }

  @FieldResolver(() => TopicType, { nullable: true, description: "The topic it lies under; null for a root." })
  async parent(@Ctx() context: RequestContext, @Root() topic: TopicRow): Promise<TopicRow | null> {
    return (await context.loader(topicTree).load("all")).parentOf(topic);
  }

  @FieldResolver(() => [TopicType], { description: "The topics right under it, in the order to show them." })
  async children(@Ctx() context: RequestContext, @Root() topic: TopicRow): Promise<TopicRow[]> {
    return (await context.loader(topicTree).load("all")).childrenOf(topic.id);
  }

  @FieldResolver(() => [TopicType], { description: "The way down to it, from the root to its parent." })
  async ancestors(@Ctx() context: RequestContext, @Root() topic: TopicRow): Promise<TopicRow[]> {
    return (await context.loader(topicTree).load("all")).ancestorsOf(topic);
  }
}
