import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../graphql/access.js";
import type { RequestContext } from "../../graphql/context.js";
import { PageArgs, type Connection } from "../../graphql/pagination.js";
import { idOf } from "../../graphql/global-ids.js";
import { badInput, notFound } from "../../kernel/errors.js";
import { userById, userByUsername } from "../users/user.loaders.js";
import { UserType } from "../users/user.type.js";
import { searchUsers, type UserOrder, type UserRow } from "./user-search.js";
import { UserConnection, UserFilter, UserOrderEnum } from "./user-search.type.js";
import { userActivity } from "./user-activity.loaders.js";

/** Accounts, as admins look for them. */
@Resolver(() => UserType)
export class UserSearchResolver {
  @Allow("user:read")
  @Query(() => UserConnection, { description: "Accounts, without those that were deleted. For admins. Errors: BAD_USER_INPUT." })
  users(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => UserFilter, { nullable: true, description: "Which ones; all when absent." }) filter?: UserFilter,
    @Arg("orderBy", () => UserOrderEnum, { nullable: true, description: "In what order. Default NEWEST." }) orderBy?: UserOrder | null,
  ): Promise<Connection<UserRow>> {
    return searchUsers(em, page, filter ?? {}, orderBy ?? "NEWEST");
  }

  @Allow("user:read")
  @Query(() => UserType, {
    nullable: true,
    description: "One account, by id or by username. For admins. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  async user(
    @Ctx() context: RequestContext,
    @Arg("id", () => idOf("User"), { nullable: true, description: "Its id." }) id?: string | null,
    @Arg("username", () => String, { nullable: true, description: "Or its username, in any case." }) username?: string | null,
  ): Promise<UserType> {
    if ((id == null) === (username == null)) throw badInput(id == null ? "id" : "username", "Give either `id` or `username`.");
    const user = id == null ? await context.loader(userByUsername).load(username!.toLowerCase()) : await context.loader(userById).load(id);
    if (!user) throw notFound("account");
    return user;
  }

  @Visible("owner")
  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description:
      "When the account was last used, to about 5 minutes; null when never, or not for months. Only for the account itself and admins.",
  })
  async lastSeenAt(@Ctx() context: RequestContext, @Root() { id }: Pick<UserRow, "id">): Promise<Date | null> {
    return (await context.loader(userActivity).load(id)).lastSeenAt;
  }

  @Visible("owner")
  @FieldResolver(() => Int, {
    nullable: true,
    description: "How many sessions it is signed in with, impersonations aside. Only for the account itself and admins.",
  })
  async sessionCount(@Ctx() context: RequestContext, @Root() { id }: Pick<UserRow, "id">): Promise<number> {
    return (await context.loader(userActivity).load(id)).sessionCount;
  }
}
