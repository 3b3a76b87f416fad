import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../graphql/access.js";
import type { RequestContext } from "../../graphql/context.js";
import type { User } from "./user.entity.js";
import { UserType } from "./user.type.js";
import type { UsersService } from "./users.service.js";

@Resolver(() => UserType)
export class UserResolver {
  constructor(private readonly users: UsersService) {}

  @Allow("public")
  @Query(() => UserType, { nullable: true, description: "The signed-in account, or null when no valid access token was sent." })
  async me(@Ctx() context: RequestContext): Promise<UserType | null> {
    return context.viewer && this.users.me(context.em, context.viewer);
  }
  @Visible("public")
  @FieldResolver(() => Boolean, {
    description:
      "Whether the account was deleted. It has a made-up username and the name `Deleted user` then, and nothing else of its own.",
  })
  isDeleted(@Root() user: UserType & Partial<Pick<User, "deletedAt">>): boolean {
    return (user.deletedAt ?? null) !== null;
  }
}
