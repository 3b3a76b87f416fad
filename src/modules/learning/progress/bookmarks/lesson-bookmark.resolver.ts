import DataLoader from "dataloader";
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { decide } from "../../../../access/policy.js";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { rows } from "../../../../platform/database/database.js";
import { lessonById } from "../../content/lessons/lesson.loaders.js";
import { mayReadLesson, type LessonRow } from "../../content/lessons/lesson.rows.js";
import { LessonType } from "../../content/lessons/lesson.type.js";
import {
  AddLessonBookmarkInput,
  AddLessonBookmarkPayload,
  LessonBookmarkConnection,
  LessonBookmarkListArgs,
  LessonBookmarkType,
  RemoveLessonBookmarkInput,
  RemoveLessonBookmarkPayload,
} from "./lesson-bookmark.type.js";
import { MOST_LESSON_BOOKMARKS, type LessonBookmarkRow, type LessonBookmarks } from "./lesson-bookmarks.service.js";

/** By lesson. */
const viewerHasBookmarkedLesson: LoaderFactory<string, boolean> = ({ em, signedIn }) =>
  new DataLoader(async (lessonIds) => {
    const sql = `select lesson_id as "lessonId" from lesson_bookmarks where user_id = ? and lesson_id in (?)`;
    const found = await rows<{ lessonId: string }>(em, sql, [signedIn.id, lessonIds]);
    const saved = new Set(found.map(({ lessonId }) => lessonId));
    return lessonIds.map((id) => saved.has(id));
  });

@Resolver(() => LessonBookmarkType)
export class LessonBookmarkResolver {
  constructor(private readonly bookmarks: LessonBookmarks) {}

  @Allow("progress:read")
  @Query(() => LessonBookmarkConnection, {
    name: "myLessonBookmarks",
    description:
      "Lessons that you bookmarked, newest bookmark first. Lessons that you may not currently read are left out. Errors: BAD_USER_INPUT.",
  })
  list(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => LessonBookmarkListArgs) { trackId, ...page }: LessonBookmarkListArgs,
  ): Promise<Connection<LessonBookmarkRow>> {
    return this.bookmarks.list(em, signedIn, page, trackId ?? null);
  }

  @Allow("progress:edit")
  @Mutation(() => AddLessonBookmarkPayload, {
    description: `Bookmarks a lesson, whether or not you take its track. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when you have ${MOST_LESSON_BOOKMARKS} bookmarks of lessons.`,
  })
  async addLessonBookmark(
    @Ctx() context: RequestContext,
    @Arg("input", () => AddLessonBookmarkInput, { description: "The lesson to bookmark." }) { lessonId }: AddLessonBookmarkInput,
  ): Promise<AddLessonBookmarkPayload> {
    const added = await this.bookmarks.add(context.signedIn, lessonId);
    context.renew();
    return added;
  }

  @Allow("progress:edit")
  @Mutation(() => RemoveLessonBookmarkPayload, {
    description: "Removes a bookmark, even if you may not read the lesson. Repeating the call changes nothing. Errors: BAD_USER_INPUT.",
  })
  async removeLessonBookmark(
    @Ctx() context: RequestContext,
    @Arg("input", () => RemoveLessonBookmarkInput, { description: "The lesson whose bookmark to remove." })
    { lessonId }: RemoveLessonBookmarkInput,
  ): Promise<RemoveLessonBookmarkPayload> {
    const deletedId = await this.bookmarks.remove(context.signedIn, lessonId);
    context.renew();
    const lesson = await context.loader(lessonById).load(lessonId);
    return { deletedId, lesson: lesson && mayReadLesson(context.viewer, lesson) ? lesson : null };
  }

  @FieldResolver(() => LessonType, { description: "The bookmarked lesson." })
  lesson(@Ctx() context: RequestContext, @Root() { lessonId }: LessonBookmarkRow): Promise<LessonRow | null> {
    return context.loader(lessonById).load(lessonId);
  }
}

@Resolver(() => LessonType)
export class BookmarkedLessonResolver {
  @Visible("public")
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether you bookmarked this lesson with `addLessonBookmark`. Null if you are not signed in, and for API tokens.",
  })
  async viewerHasBookmarked(@Ctx() context: RequestContext, @Root() { id }: LessonRow): Promise<boolean | null> {
    return decide(context.viewer, "progress:read") === "allowed" ? context.loader(viewerHasBookmarkedLesson).load(id) : null;
  }
}
