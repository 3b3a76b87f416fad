import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { decide } from "../../../../access/policy.js";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById, type UserRow } from "../../../base/users/user.loaders.js";
import { UserConnection, UserType } from "../../../base/users/user.type.js";
import { FOLLOWS, MOST_BLOCKED, MOST_FOLLOWED, type FollowingService } from "./following.service.js";
import {
  BlockUserInput,
  BlockUserPayload,
  FollowUserInput,
  FollowUserPayload,
  RemoveFollowerInput,
  RemoveFollowerPayload,
  UnblockUserInput,
  UnblockUserPayload,
  UnfollowUserInput,
  UnfollowUserPayload,
} from "./following.type.js";
import { blockedBy, followsOf, viewerBlocks, viewerFollows } from "./people.js";

const LISTED =
  "You see all of your own; of another account only if it shares its activity with you, and then only you yourself and accounts that share theirs with you. Errors: BAD_USER_INPUT, NOT_FOUND also for an account that does not share its activity with you.";
const OWNER = { nullable: true, description: "ID of the account. Default: you." };

@Resolver(() => UserType)
export class FollowingResolver {
  constructor(private readonly following: FollowingService) {}

  @Allow("activity:read")
  @Query(() => UserConnection, { description: `Accounts that follow an account, newest follower first. ${LISTED}` })
  followers(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("userId", () => idOf("User"), OWNER) userId?: string | null,
  ): Promise<Connection<UserRow>> {
    return followsOf(context, "followers", userId ?? context.signedIn.id, page);
  }

  @Allow("activity:read")
  @Query(() => UserConnection, { name: "following", description: `Accounts that an account follows, last followed first. ${LISTED}` })
  followed(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("userId", () => idOf("User"), OWNER) userId?: string | null,
  ): Promise<Connection<UserRow>> {
    return followsOf(context, "following", userId ?? context.signedIn.id, page);
  }

  @Allow("activity:read")
  @Query(() => UserConnection, { description: "Accounts that you blocked, last blocked first. Errors: BAD_USER_INPUT." })
  blockedUsers(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<UserRow>> {
    return blockedBy(context, page);
  }

  @Allow("activity:edit")
  @Mutation(() => FollowUserPayload, {
    description: `Follows an account: what it shares with followers is in \`followingActivity\`. It is notified, and needs not agree: it decides itself what followers see. Repeating the call changes nothing. Errors: BAD_USER_INPUT for your own account; NOT_FOUND; FORBIDDEN if it blocked you; CONFLICT when you follow ${MOST_FOLLOWED} accounts or blocked it; RATE_LIMITED after ${FOLLOWS.most} calls in 10 minutes.`,
  })
  async followUser(
    @Ctx() context: RequestContext,
    @Arg("input", () => FollowUserInput, { description: "The account." }) { userId }: FollowUserInput,
  ): Promise<FollowUserPayload> {
    await this.following.follow(context.signedIn, userId);
    return { user: (await fresh(context, userId))! };
  }

  @Allow("activity:edit")
  @Mutation(() => UnfollowUserPayload, {
    description: "Ends following an account. Repeating the call changes nothing. Errors: BAD_USER_INPUT.",
  })
  async unfollowUser(
    @Ctx() context: RequestContext,
    @Arg("input", () => UnfollowUserInput, { description: "The account." }) { userId }: UnfollowUserInput,
  ): Promise<UnfollowUserPayload> {
    await this.following.unfollow(context.signedIn, userId);
    return { user: await fresh(context, userId) };
  }

  @Allow("activity:edit")
  @Mutation(() => RemoveFollowerPayload, {
    description:
      "Makes an account no longer follow you. It is not told, and may follow you again. Repeating the call changes nothing. Errors: BAD_USER_INPUT.",
  })
  async removeFollower(
    @Ctx() context: RequestContext,
    @Arg("input", () => RemoveFollowerInput, { description: "The follower." }) { userId }: RemoveFollowerInput,
  ): Promise<RemoveFollowerPayload> {
    await this.following.removeFollower(context.signedIn, userId);
    return { user: await fresh(context, userId) };
  }

  @Allow("activity:edit")
  @Mutation(() => BlockUserPayload, {
    description: `Blocks an account: neither of you follows the other any more or can, and neither sees the other's activity. It is not told. Profiles, leaderboards and classes stay as they are. Repeating the call changes nothing. Errors: BAD_USER_INPUT for your own account, NOT_FOUND, CONFLICT when you blocked ${MOST_BLOCKED} accounts.`,
  })
  async blockUser(
    @Ctx() context: RequestContext,
    @Arg("input", () => BlockUserInput, { description: "The account." }) { userId }: BlockUserInput,
  ): Promise<BlockUserPayload> {
    await this.following.block(context.signedIn, userId);
    return { user: (await fresh(context, userId))! };
  }

  @Allow("activity:edit")
  @Mutation(() => UnblockUserPayload, {
    description: "Ends blocking an account. Following does not come back. Repeating the call changes nothing. Errors: BAD_USER_INPUT.",
  })
  async unblockUser(
    @Ctx() context: RequestContext,
    @Arg("input", () => UnblockUserInput, { description: "The account." }) { userId }: UnblockUserInput,
  ): Promise<UnblockUserPayload> {
    await this.following.unblock(context.signedIn, userId);
    return { user: await fresh(context, userId) };
  }

  @Visible("public")
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether you follow the account. Null if you are not signed in, and for API tokens.",
  })
  async viewerFollows(@Ctx() context: RequestContext, @Root() { id }: UserType): Promise<boolean | null> {
    return decide(context.viewer, "activity:read") === "allowed" ? context.loader(viewerFollows).load(id) : null;
  }

  @Visible("public")
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether you blocked the account. Null if you are not signed in, and for API tokens.",
  })
  async viewerBlocks(@Ctx() context: RequestContext, @Root() { id }: UserType): Promise<boolean | null> {
    return decide(context.viewer, "activity:read") === "allowed" ? context.loader(viewerBlocks).load(id) : null;
  }
}

/** The account, read after the change: an operation may have several mutations. */
function fresh(context: RequestContext, userId: string): Promise<UserRow | null> {
  context.renew();
  return context.loader(userById).load(userId);
}
