import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { replyById } from "../replies/reply.loaders.js";
import type { ReplyRow } from "../replies/reply.rows.js";
import { ForumReplyType } from "../replies/reply.type.js";
import { threadById } from "../threads/thread.loaders.js";
import type { ThreadRow } from "../threads/thread.rows.js";
import { ForumThreadType } from "../threads/thread.type.js";
import { listCases, reportsOfCase, type CaseRow, type ReportRow } from "./case.rows.js";
import {
  ForumCaseConnection,
  ForumCaseType,
  ForumReportType,
  ModerateForumPostInput,
  ModerateForumPostPayload,
  ModerateForumThreadInput,
  ModerateForumThreadPayload,
  ReportForumPostInput,
  ReportForumPostPayload,
} from "./case.type.js";
import type { ModerationService } from "./moderation.service.js";

@Resolver(() => ForumCaseType)
export class ForumModerationResolver {
  constructor(private readonly moderation: ModerationService) {}

  @Allow("forum:read-own")
  @Query(() => ForumCaseConnection, {
    description:
      "Threads and replies that you should look at as a moderator of their category, editor of their problem or lesson, or admin: open ones, oldest first. Empty for others. Errors: BAD_USER_INPUT.",
  })
  forumCases(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("categoryId", () => idOf("ForumCategory"), { nullable: true, description: "Only in this category." }) categoryId?: string | null,
    @Arg("decided", () => Boolean, { nullable: true, description: "True: decided ones, newest first. Default: false." })
    decided?: boolean | null,
  ): Promise<Connection<CaseRow>> {
    return listCases(em, signedIn, { categoryId, decided }, page);
  }

  @Allow("forum:write")
  @Mutation(() => ReportForumPostPayload, {
    description:
      "Reports a thread or a reply to its moderators. Reports of three accounts that are not new hide it until one has looked at it. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN for your own, CONFLICT for one that was removed, RATE_LIMITED after 30 reports a day.",
  })
  async reportForumPost(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ReportForumPostInput, { description: "The report." }) { id, reason, note }: ReportForumPostInput,
  ): Promise<ReportForumPostPayload> {
    await this.moderation.report(signedIn, { postId: id, reason, note: note ?? "" });
    return { reported: true };
  }

  @Allow("forum:write")
  @Mutation(() => ModerateForumPostPayload, {
    description:
      "Decides about a thread or a reply, whether or not it was reported; an open case is closed. In the audit log. For its moderators. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN for others, and for your own unless you are an admin.",
  })
  async moderateForumPost(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ModerateForumPostInput, { description: "The decision." }) { id, decision, note }: ModerateForumPostInput,
  ): Promise<ModerateForumPostPayload> {
    return { case: await this.moderation.decide(signedIn, { postId: id, decision, note: note ?? "" }, address) };
  }

  @Allow("forum:write")
  @Mutation(() => ModerateForumThreadPayload, {
    description: "Locks, pins or moves a thread. In the audit log. For its moderators. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async moderateForumThread(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ModerateForumThreadInput, { description: "The changes." }) input: ModerateForumThreadInput,
  ): Promise<ModerateForumThreadPayload> {
    return { thread: await this.moderation.moderateThread(signedIn, input, address) };
  }

  @FieldResolver(() => ForumThreadType, { nullable: true, description: "The thread, whose opening post it is about if `reply` is null." })
  thread(@Ctx() context: RequestContext, @Root() { threadId }: CaseRow): Promise<ThreadRow | null> {
    return context.loader(threadById).load(threadId);
  }

  @FieldResolver(() => ForumReplyType, { nullable: true, description: "The reply that it is about; null for an opening post." })
  async reply(@Ctx() context: RequestContext, @Root() { isReply, postId }: CaseRow): Promise<ReplyRow | null> {
    return isReply ? context.loader(replyById).load(postId) : null;
  }

  @FieldResolver(() => [ForumReportType], { description: "Reports, oldest first; at most 50." })
  reports(@Ctx() context: RequestContext, @Root() { id }: CaseRow): Promise<ReportRow[]> {
    return context.loader(reportsOfCase).load(id);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who decided; null while it is open, and if their account is deleted." })
  async decidedBy(@Ctx() context: RequestContext, @Root() { decidedById }: CaseRow): Promise<UserType | null> {
    return decidedById === null ? null : context.loader(userById).load(decidedById);
  }
}

@Resolver(() => ForumReportType)
export class ForumReportResolver {
  @FieldResolver(() => UserType, { nullable: true, description: "Who reported it." })
  async reporter(@Ctx() context: RequestContext, @Root() { reporterId }: ReportRow): Promise<UserType | null> {
    return context.loader(userById).load(reporterId);
  }
}
