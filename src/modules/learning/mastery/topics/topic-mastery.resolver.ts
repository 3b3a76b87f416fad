import { Arg, Args, Ctx, FieldResolver, Float, Int, Query, Resolver, Root, Subscription } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { topicTree, type TopicRow } from "../../../practice/topics/topic.loaders.js";
import { TopicType } from "../../../practice/topics/topic.type.js";
import { explain, predict, type Explanation } from "../model/mastery-model.js";
import { earlierPrediction, recallOfTopic } from "./topic-mastery.loaders.js";
import type { TopicMasteryRow } from "./topic-mastery.rows.js";
import { listMastery, masteryOfTopic } from "./topic-mastery.service.js";
import { MasteryFactorType, TopicMasteryConnection, TopicMasteryType, TREND_ANSWERS } from "./topic-mastery.type.js";

@Resolver(() => TopicMasteryType)
export class TopicMasteryResolver {
  constructor(private readonly watchMastery: (userId: string) => Promise<AsyncIterableIterator<TopicMasteryRow>>) {}

  @Allow("mastery:read")
  @Query(() => TopicMasteryConnection, {
    description: "What you know of each topic that you have answers on; the topic you practised last comes first. Errors: BAD_USER_INPUT.",
  })
  myMastery(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<TopicMasteryRow>> {
    return listMastery(em, signedIn, page);
  }

  @Allow("mastery:read")
  @Query(() => TopicMasteryType, {
    nullable: true,
    description: "What you know of one topic. Null if you have no answers on it, or there is no such topic.",
  })
  topicMastery(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("topicId", () => idOf("Topic"), { description: "ID of the topic." }) topicId: string,
  ): Promise<TopicMasteryRow | null> {
    return masteryOfTopic(em, signedIn, topicId);
  }

  @Allow("mastery:read")
  @Subscription(() => TopicMasteryType, {
    ...fedByStream,
    description:
      "What you know of each topic that you have answers on, then a topic whenever one of your answers on it is counted. If you subscribe again after a disconnect, you get the present state of all topics. Never completes.",
  })
  masteryChanged(@Root() states: TopicMasteryRow): TopicMasteryRow {
    return states;
  }

  @StreamOf("masteryChanged")
  watch(_args: object, { signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.watchMastery(signedIn.id);
  }

  @FieldResolver(() => TopicType, { description: "The topic." })
  async topic(@Ctx() context: RequestContext, @Root() { topicId }: TopicMasteryRow): Promise<TopicRow | undefined> {
    return (await context.loader(topicTree).load("all")).byId(topicId);
  }

  @FieldResolver(() => Float, { description: "Probability that the learner's next answer on the topic is correct, 0 to 1." })
  probability(@Root() states: TopicMasteryRow): number {
    return predict(states);
  }

  @FieldResolver(() => Int, { description: "Number of the learner's answers on the topic." })
  answerCount(@Root() { pair }: TopicMasteryRow): number {
    return pair.answers;
  }

  @FieldResolver(() => Int, { description: "Number of the learner's correct answers on the topic." })
  correctCount(@Root() { pair }: TopicMasteryRow): number {
    return pair.correct;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: `How much \`probability\` has changed over the learner's last ${TREND_ANSWERS} answers on the topic, or over all if there are fewer: −1 to 1. Null if these answers were removed.`,
  })
  async trend(@Ctx() context: RequestContext, @Root() states: TopicMasteryRow): Promise<number | null> {
    const earlier = await context.loader(earlierPrediction).load(states);
    return earlier === null ? null : predict(states) - earlier;
  }

  @FieldResolver(() => [MasteryFactorType], { description: "Why `probability` is what it is: one entry for each kind of factor." })
  factors(@Root() states: TopicMasteryRow): Explanation[] {
    return explain(states);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "Mean probability that the learner recalls the solutions of the topic's problems now, by the learner's review cards: 0 to 1. Null without reviewed cards.",
  })
  retrievability(@Ctx() context: RequestContext, @Root() states: TopicMasteryRow): Promise<number | null> {
    return context.loader(recallOfTopic).load(states);
  }
}
