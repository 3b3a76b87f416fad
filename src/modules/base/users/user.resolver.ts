import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { idOf } from "../../../graphql/global-ids.js";
import { badInput, notFound } from "../../../kernel/errors.js";
import type { User } from "./user.entity.js";
import { userById, userByUsername } from "./user.loaders.js";
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

  @Allow("public")
  @Query(() => UserType, {
    nullable: true,
    description:
      "The public profile of an account, by username or by id. Fields restricted to the account itself and admins are null for others. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  async user(
    @Ctx() context: RequestContext,
    @Arg("username", () => String, { nullable: true, description: "Username, not case-sensitive. Give this or `id`." })
    username?: string | null,
    @Arg("id", () => idOf("User"), { nullable: true, description: "Id of the account. Give this or `username`." }) id?: string | null,
  ): Promise<UserType> {
    if ((id == null) === (username == null)) throw badInput("username", "Give either `username` or `id`.");
    const user =
      id == null ? await context.loader(userByUsername).load(username!.trim().toLowerCase()) : await context.loader(userById).load(id);
    if (!user) throw notFound("account");
    return user;
  }

  @Visible("public")
  @FieldResolver(() => Boolean, {
    description: "Whether the account was deleted. It then has a generated username and the name `Deleted user`, and no personal data.",
  })
  isDeleted(@Root() user: UserType & Partial<Pick<User, "deletedAt">>): boolean {
    return (user.deletedAt ?? null) !== null;
  }
}
