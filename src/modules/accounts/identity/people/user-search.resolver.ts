import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { UserConnection, UserType } from "../../../base/users/user.type.js";
import { searchUsers, type UserOrder, type UserRow } from "./user-search.js";
import { UserFilter, UserOrderEnum } from "./user-search.type.js";
import { userActivity } from "./user-activity.loaders.js";

/** Account search for admins. */
@Resolver(() => UserType)
export class UserSearchResolver {
  @Allow("user:read")
  @Query(() => UserConnection, { description: "Accounts, except deleted ones. For admins. Errors: BAD_USER_INPUT." })
  users(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => UserFilter, { nullable: true, description: "Only accounts that match; all when absent." }) filter?: UserFilter,
    @Arg("orderBy", () => UserOrderEnum, { nullable: true, description: "Sort order. Default: NEWEST." }) orderBy?: UserOrder | null,
  ): Promise<Connection<UserRow>> {
    return searchUsers(em, page, filter ?? {}, orderBy ?? "NEWEST");
  }

  @Visible("owner")
  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description:
      "When the account was last active, accurate to about 5 minutes; null if never, or not for months. Only for the account itself and admins.",
  })
  async lastSeenAt(@Ctx() context: RequestContext, @Root() { id }: Pick<UserRow, "id">): Promise<Date | null> {
    return (await context.loader(userActivity).load(id)).lastSeenAt;
  }

  @Visible("owner")
  @FieldResolver(() => Int, {
    nullable: true,
    description: "Number of active sessions, excluding impersonations. Only for the account itself and admins.",
  })
  async sessionCount(@Ctx() context: RequestContext, @Root() { id }: Pick<UserRow, "id">): Promise<number> {
    return (await context.loader(userActivity).load(id)).sessionCount;
  }
}
