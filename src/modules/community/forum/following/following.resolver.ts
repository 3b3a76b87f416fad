import { Arg, Args, Ctx, Field, InputType, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { threadById, viewerFollowsThread } from "../threads/thread.loaders.js";
import type { ThreadRow } from "../threads/thread.rows.js";
import { ForumThreadConnection, ForumThreadType } from "../threads/thread.type.js";
import type { ForumFollowing } from "./following.service.js";

@InputType({ description: "The thread to follow." })
export class FollowForumThreadInput {
  @Field(() => idOf("ForumThread"), { description: "The thread." })
  threadId!: string;
}

@InputType({ description: "The thread to follow no longer." })
export class UnfollowForumThreadInput {
  @Field(() => idOf("ForumThread"), { description: "The thread." })
  threadId!: string;
}

@ObjectType({ description: "Result of followForumThread." })
export class FollowForumThreadPayload {
  @Field(() => ForumThreadType, { description: "The thread, with `viewerFollows` true." })
  thread!: ThreadRow;
}

@ObjectType({ description: "Result of unfollowForumThread." })
export class UnfollowForumThreadPayload {
  @Field(() => ForumThreadType, { nullable: true, description: "The thread, with `viewerFollows` false. Null if you may not open it." })
  thread!: ThreadRow | null;
}

@Resolver()
export class ForumFollowingResolver {
  constructor(private readonly following: ForumFollowing) {}

  @Allow("forum:read-own")
  @Query(() => ForumThreadConnection, {
    description: "Threads that you follow and may still see, latest follow first. Errors: BAD_USER_INPUT.",
  })
  myFollowedForumThreads(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<ThreadRow>> {
    return this.following.list(em, signedIn, page);
  }

  @Allow("forum:write")
  @Mutation(() => FollowForumThreadPayload, {
    description: "Gives you notifications of new replies. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  async followForumThread(
    @Ctx() context: RequestContext,
    @Arg("input", () => FollowForumThreadInput, { description: "The thread." }) { threadId }: FollowForumThreadInput,
  ): Promise<FollowForumThreadPayload> {
    const thread = await this.following.follow(context.signedIn, threadId);
    context.loader(viewerFollowsThread).clear(threadId).prime(threadId, true);
    return { thread };
  }

  @Allow("forum:write")
  @Mutation(() => UnfollowForumThreadPayload, {
    description:
      "Ends notifications of new replies, until you write in the thread again. Repeating the call changes nothing. Errors: BAD_USER_INPUT.",
  })
  async unfollowForumThread(
    @Ctx() context: RequestContext,
    @Arg("input", () => UnfollowForumThreadInput, { description: "The thread." }) { threadId }: UnfollowForumThreadInput,
  ): Promise<UnfollowForumThreadPayload> {
    await this.following.unfollow(context.signedIn, threadId);
    context.loader(viewerFollowsThread).clear(threadId).prime(threadId, false);
    return { thread: await context.loader(threadById).load(threadId) };
  }
}
