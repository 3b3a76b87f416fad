import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { lessonById } from "../../../learning/content/lessons/lesson.loaders.js";
import type { LessonRow } from "../../../learning/content/lessons/lesson.rows.js";
import { LessonType } from "../../../learning/content/lessons/lesson.type.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { categoryById, type CategoryRow } from "../categories/category.rows.js";
import { ForumCategoryType } from "../categories/category.type.js";
import { revisionsOfPost, type RevisionRow } from "../posts/revision.loaders.js";
import {
  CreateForumThreadInput,
  CreateForumThreadPayload,
  DeleteForumThreadInput,
  DeleteForumThreadPayload,
  ForumThreadsArgs,
  UpdateForumThreadInput,
  UpdateForumThreadPayload,
} from "./thread.input.js";
import { listThreads } from "./thread-list.js";
import { viewerFollowsThread, viewerVoteOn } from "./thread.loaders.js";
import { readThread, type ThreadRow } from "./thread.rows.js";
import { ForumRevisionConnection, ForumThreadConnection, ForumThreadType } from "./thread.type.js";
import type { ThreadsService } from "./threads.service.js";

@Resolver(() => ForumThreadType)
export class ForumThreadResolver {
  constructor(private readonly threads: ThreadsService) {}

  @Allow("public")
  @Query(() => ForumThreadConnection, {
    description:
      "Threads that you may see, in a category, in all categories, at a problem or at a lesson. A place that you may not see has none. Published solutions and editorials are left out until you have solved the problem or given it up. Errors: BAD_USER_INPUT.",
  })
  async forumThreads(
    @Ctx() { em, viewer }: RequestContext,
    @Args(() => ForumThreadsArgs) { orderBy, language, ...args }: ForumThreadsArgs,
  ): Promise<Connection<ThreadRow>> {
    const known = language == null ? null : findLanguage(language);
    if (known === undefined) throw badInput("language", "There is no such language.", "UNKNOWN_VALUE");
    return listThreads(em, viewer, { ...args, language: known?.id }, orderBy ?? "HOT", args);
  }

  @Allow("public")
  @Query(() => ForumThreadType, { description: "A thread. Errors: BAD_USER_INPUT, NOT_FOUND." })
  forumThread(
    @Ctx() { em, viewer }: RequestContext,
    @Arg("id", () => idOf("ForumThread"), { description: "ID of the thread." }) id: string,
  ): Promise<ThreadRow> {
    return readThread(em, viewer, id);
  }

  @Allow("forum:write")
  @Mutation(() => CreateForumThreadPayload, {
    description:
      "Starts a thread, which you then follow. New accounts may post 5 times an hour, others 60; what looks like spam waits for a moderator (`state` HELD). Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, ENTITLEMENT_REQUIRED, CONFLICT for a closed category, RATE_LIMITED.",
  })
  async createForumThread(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateForumThreadInput, { description: "The thread." }) input: CreateForumThreadInput,
  ): Promise<CreateForumThreadPayload> {
    return { thread: await this.threads.create(signedIn, input) };
  }

  @Allow("forum:write")
  @Mutation(() => UpdateForumThreadPayload, {
    description:
      "Changes title, text or tags of your thread. Everyone who sees it sees earlier texts in `revisions`. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when it has changed meanwhile or was removed, RATE_LIMITED.",
  })
  async updateForumThread(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateForumThreadInput, { description: "The changes." }) input: UpdateForumThreadInput,
  ): Promise<UpdateForumThreadPayload> {
    return { thread: await this.threads.update(signedIn, input) };
  }

  @Allow("forum:write")
  @Mutation(() => DeleteForumThreadPayload, {
    description: "Deletes your thread, as long as nobody has replied. Errors: NOT_FOUND, FORBIDDEN, CONFLICT.",
  })
  async deleteForumThread(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteForumThreadInput, { description: "The thread." }) { id }: DeleteForumThreadInput,
  ): Promise<DeleteForumThreadPayload> {
    await this.threads.remove(signedIn, id);
    return { deletedId: id };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who started it; null if their account is deleted." })
  async author(@Ctx() context: RequestContext, @Root() { authorId }: ThreadRow): Promise<UserType | null> {
    return authorId === null ? null : context.loader(userById).load(authorId);
  }

  @FieldResolver(() => ForumCategoryType, { nullable: true, description: "Its category; null at a problem or a lesson." })
  async category(@Ctx() context: RequestContext, @Root() { categoryId }: ThreadRow): Promise<CategoryRow | null> {
    return categoryId === null ? null : context.loader(categoryById).load(categoryId);
  }

  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem that it is at; null elsewhere." })
  async problem(@Ctx() context: RequestContext, @Root() { problemId }: ThreadRow): Promise<ProblemRow | null> {
    return problemId === null ? null : context.loader(problemById).load(problemId);
  }

  @FieldResolver(() => LessonType, { nullable: true, description: "The lesson that it is at; null elsewhere." })
  async lesson(@Ctx() context: RequestContext, @Root() { lessonId }: ThreadRow): Promise<LessonRow | null> {
    return lessonId === null ? null : context.loader(lessonById).load(lessonId);
  }

  @FieldResolver(() => LanguageType, { nullable: true, description: "Language of a published solution; null if none was given." })
  language(@Root() { language }: ThreadRow): LanguageType | null {
    return language === null ? null : languageOf({ language });
  }

  @FieldResolver(() => Int, { nullable: true, description: "Your vote: 1, -1, or null without one or if you are not signed in." })
  async viewerVote(@Ctx() context: RequestContext, @Root() { id }: ThreadRow): Promise<number | null> {
    return context.viewer ? context.loader(viewerVoteOn).load(id) : null;
  }

  @FieldResolver(() => Boolean, { description: "Whether you get notifications of new replies." })
  async viewerFollows(@Ctx() context: RequestContext, @Root() { id }: ThreadRow): Promise<boolean> {
    return context.viewer ? context.loader(viewerFollowsThread).load(id) : false;
  }

  @FieldResolver(() => ForumRevisionConnection, {
    description: "Earlier titles and texts, newest first; at most 50. Errors: BAD_USER_INPUT.",
  })
  revisions(
    @Ctx() context: RequestContext,
    @Root() { id: parentId }: ThreadRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<RevisionRow>> {
    return context.loader(revisionsOfPost).load({ parentId, page });
  }
}
