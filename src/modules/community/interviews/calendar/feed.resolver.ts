import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { FeedRow, FeedsService } from "./feeds.service.js";

@ObjectType("InterviewFeed", {
  simpleResolvers: true,
  description: "The address at which calendar programs read your interviews. It is shown once, when it is created.",
})
export class InterviewFeedType implements FeedRow {
  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was last read, to five minutes; null if never." })
  readAt!: Date | null;
}

@InputType({ description: "Whether there is a calendar feed." })
export class SetInterviewFeedInput {
  @Field(() => Boolean, { description: "True: a new address; one before it stops working. False: no feed any more." })
  active!: boolean;
}

@ObjectType({ description: "Result of setInterviewFeed." })
export class SetInterviewFeedPayload {
  @Field(() => InterviewFeedType, { nullable: true, description: "The feed; null if there is none any more." })
  feed!: FeedRow | null;

  @Field(() => String, {
    nullable: true,
    description: "The new address, for the calendar program. It gives access to your interviews without signing in; it is shown only once.",
  })
  url!: string | null;
}

@Resolver(() => InterviewFeedType)
export class InterviewFeedResolver {
  constructor(private readonly feeds: FeedsService) {}

  @Allow("interview:read-own")
  @Query(() => InterviewFeedType, { nullable: true, description: "Your calendar feed, without its address; null if there is none." })
  myInterviewFeed(@Ctx() { em, signedIn }: RequestContext): Promise<FeedRow | null> {
    return this.feeds.own(em, signedIn);
  }

  @Allow("interview:take-part")
  @Mutation(() => SetInterviewFeedPayload, {
    description:
      "Creates or replaces the address at which calendar programs read your interviews (iCalendar), or ends it. Errors: BAD_USER_INPUT.",
  })
  async setInterviewFeed(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SetInterviewFeedInput, { description: "Whether there is a feed." }) { active }: SetInterviewFeedInput,
  ): Promise<SetInterviewFeedPayload> {
    if (active) {
      const { url, ...feed } = await this.feeds.create(signedIn);
      return { feed, url };
    }
    await this.feeds.revoke(signedIn);
    return { feed: null, url: null };
  }
}
