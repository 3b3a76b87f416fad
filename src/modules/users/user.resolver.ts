import { Ctx, Query, Resolver } from "type-graphql";
import { Allow } from "../../graphql/access.js";
import type { RequestContext } from "../../graphql/context.js";
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
}
