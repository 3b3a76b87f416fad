import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Permission } from "../../../access/permissions.js";
import { decide } from "../../../access/policy.js";
import { Visible } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import type { ProblemRow } from "../problems/problem.rows.js";
import { ProblemType } from "../problems/problem.type.js";
import { viewerHasBookmarked } from "./bookmark.loaders.js";

/** As of the root field `myBookmarks`. */
const PERMISSION: Permission = "bookmark:read";

@Resolver(() => ProblemType)
export class ProblemBookmarksResolver {
  @Visible("public")
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether you bookmarked this problem with `addBookmark`. Null if you are not signed in, and for API tokens.",
  })
  async viewerHasBookmarked(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<boolean | null> {
    return decide(context.viewer, PERMISSION) === "allowed" ? context.loader(viewerHasBookmarked).load(id) : null;
  }
}
