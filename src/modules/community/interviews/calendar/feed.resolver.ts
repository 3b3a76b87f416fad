import { GraphQLDateTime } from "graphql-scalars";
import { Ctx, Field, Mutation, ObjectType, Query, Resolver } from "type-graphql";
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

@ObjectType({ description: "Result of createInterviewFeed." })
export class CreateInterviewFeedPayload {
  @Field(() => InterviewFeedType, { description: "The feed." })
  feed!: FeedRow;

  @Field(() => String, { description: "Its address, for the calendar program. Whoever has it reads your interviews; it cannot be shown again." })
  url!: string;
}

@ObjectType({ description: "Result of revokeInterviewFeed." })
export class RevokeInterviewFeedPayload {
  @Field(() => Boolean, { description: "Whether there was a feed." })
  revoked!: boolean;
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
  @Mutation(() => CreateInterviewFeedPayload, {
    description: "Creates the address at which calendar programs read your interviews (iCalendar). One before it stops working.",
  })
  async createInterviewFeed(@Ctx() { signedIn }: RequestContext): Promise<CreateInterviewFeedPayload> {
    const { url, ...feed } = await this.feeds.create(signedIn);
    return { feed, url };
  }

  @Allow("interview:take-part")
  @Mutation(() => RevokeInterviewFeedPayload, { description: "Ends your calendar feed. Repeating the call changes nothing." })
  async revokeInterviewFeed(@Ctx() { signedIn }: RequestContext): Promise<RevokeInterviewFeedPayload> {
    return { revoked: await this.feeds.revoke(signedIn) };
  }
}
