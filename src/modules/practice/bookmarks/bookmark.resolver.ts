import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { mayReadProblem } from "../../../access/policy.js";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { problemById } from "../problems/problem.loaders.js";
import type { ProblemRow } from "../problems/problem.rows.js";
import { ProblemType } from "../problems/problem.type.js";
import { viewerHasBookmarked } from "./bookmark.loaders.js";
import {
  AddBookmarkInput,
  AddBookmarkPayload,
  BookmarkConnection,
  BookmarkType,
  RemoveBookmarkInput,
  RemoveBookmarkPayload,
  type BookmarkRow,
} from "./bookmark.type.js";
import { MOST_BOOKMARKS, type BookmarksService } from "./bookmarks.service.js";

@Resolver(() => BookmarkType)
export class BookmarkResolver {
  constructor(private readonly bookmarks: BookmarksService) {}

  @Allow("bookmark:read")
  @Query(() => BookmarkConnection, {
    name: "myBookmarks",
    description:
      "Problems that you bookmarked, newest bookmark first. Problems that you may not currently read are left out. Errors: BAD_USER_INPUT.",
  })
  list(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<BookmarkRow>> {
    return this.bookmarks.list(em, signedIn, page);
  }

  @Allow("bookmark:edit")
  @Mutation(() => AddBookmarkPayload, {
    description: `Bookmarks a problem. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when you already have ${MOST_BOOKMARKS} bookmarks, including those that \`myBookmarks\` leaves out.`,
  })
  async addBookmark(
    @Ctx() context: RequestContext,
    @Arg("input", () => AddBookmarkInput, { description: "The problem to bookmark." }) { problemId }: AddBookmarkInput,
  ): Promise<AddBookmarkPayload> {
    const added = await this.bookmarks.add(context.em, context.signedIn, problemId);
    remember(context, problemId, true);
    return added;
  }

  @Allow("bookmark:edit")
  @Mutation(() => RemoveBookmarkPayload, {
    description: "Removes a bookmark, even if you may not read the problem. Repeating the call changes nothing. Errors: BAD_USER_INPUT.",
  })
  async removeBookmark(
    @Ctx() context: RequestContext,
    @Arg("input", () => RemoveBookmarkInput, { description: "The problem whose bookmark to remove." }) { problemId }: RemoveBookmarkInput,
  ): Promise<RemoveBookmarkPayload> {
    const deletedId = await this.bookmarks.remove(context.em, context.signedIn, problemId);
    remember(context, problemId, false);
    const problem = await context.loader(problemById).load(problemId);
    return { deletedId, problem: problem && mayReadProblem(context.viewer, problem) ? problem : null };
  }

  @FieldResolver(() => ProblemType, { description: "The bookmarked problem." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: BookmarkRow): Promise<ProblemRow | null> {
    return context.loader(problemById).load(problemId);
  }
}

/** An operation may have several mutations: the next one must not see data loaded before this one. */
function remember(context: RequestContext, problemId: string, saved: boolean): void {
  context.loader(viewerHasBookmarked).clear(problemId).prime(problemId, saved);
}
