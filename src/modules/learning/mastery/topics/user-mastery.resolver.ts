import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Permission } from "../../../../access/permissions.js";
import { decide } from "../../../../access/policy.js";
import { Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { UserType } from "../../../base/users/user.type.js";
import { masteryOfUser } from "./topic-mastery.loaders.js";
import type { TopicMasteryRow } from "./topic-mastery.rows.js";
import { TopicMasteryConnection } from "./topic-mastery.type.js";

/** As of the root field `myMastery`. */
const PERMISSION: Permission = "mastery:read";

/** Lives here because mastery depends on users. */
@Resolver(() => UserType)
export class UserMasteryResolver {
  @Visible("owner")
  @FieldResolver(() => TopicMasteryConnection, {
    nullable: true,
    description:
      "What the account knows of each topic that it has answers on; the topic practised last comes first. Visible to the account itself and admins; null for others, and for API tokens.",
  })
  async mastery(
    @Ctx() context: RequestContext,
    @Root() { id }: UserType,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<TopicMasteryRow> | null> {
    return decide(context.viewer, PERMISSION) === "allowed" ? context.loader(masteryOfUser).load({ parentId: id, page }) : null;
  }
}
