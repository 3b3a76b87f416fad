import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { decide } from "../../../../access/policy.js";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { UserType } from "../../../base/users/user.type.js";
import { allBadges, badgesOfUser } from "./badge.loaders.js";
import { BadgeType, type BadgeRow } from "./badge.type.js";

@Resolver(() => UserType)
export class BadgeResolver {
  @Allow("public")
  @Query(() => [BadgeType], { description: "All badges, with your progress if you are signed in." })
  badges(@Ctx() { em, viewer }: RequestContext): Promise<BadgeRow[]> {
    return allBadges(em, viewer && decide(viewer, "motivation:read") === "allowed" ? viewer.id : null);
  }

  @Visible("progress")
  @FieldResolver(() => [BadgeType], {
    name: "badges",
    nullable: true,
    description:
      "Badges that the account has, newest first. Visible to the account itself and admins, and to others if `showProgress` is on; otherwise null.",
  })
  awarded(@Ctx() context: RequestContext, @Root() { id }: UserType): Promise<BadgeRow[]> {
    return context.loader(badgesOfUser).load(id);
  }
}
