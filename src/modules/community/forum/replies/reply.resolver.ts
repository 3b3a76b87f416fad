import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { revisionsOfPost, type RevisionRow } from "../posts/revision.loaders.js";
import { threadById, viewerVoteOn } from "../threads/thread.loaders.js";
import type { ThreadRow } from "../threads/thread.rows.js";
import { ForumRevisionConnection, ForumThreadType } from "../threads/thread.type.js";
import { acceptedReplyOf, repliesBelow, repliesOfThread, replyById } from "./reply.loaders.js";
import type { ReplyRow } from "./reply.rows.js";
import {
  AcceptForumReplyInput,
  AcceptForumReplyPayload,
  AddForumReplyInput,
  AddForumReplyPayload,
  DeleteForumReplyInput,
  DeleteForumReplyPayload,
  ForumRepliesArgs,
  ForumReplyConnection,
  ForumReplyType,
  UpdateForumReplyInput,
  UpdateForumReplyPayload,
} from "./reply.type.js";
import type { RepliesService } from "./replies.service.js";

@Resolver(() => ForumReplyType)
export class ForumReplyResolver {
  constructor(private readonly service: RepliesService) {}

  @Allow("forum:write")
  @Mutation(() => AddForumReplyPayload, {
    description:
      "Replies to a thread or a reply; you then follow the thread. Limits and checks are those of createForumThread. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT for a locked thread or a closed category, RATE_LIMITED.",
  })
  async addForumReply(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => AddForumReplyInput, { description: "The reply." }) input: AddForumReplyInput,
  ): Promise<AddForumReplyPayload> {
    return { reply: await this.service.add(signedIn, input) };
  }

  @Allow("forum:write")
  @Mutation(() => UpdateForumReplyPayload, {
    description:
      "Changes the text of your reply. Everyone who sees it sees earlier texts in `revisions`. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when it has changed meanwhile or was removed, RATE_LIMITED.",
  })
  async updateForumReply(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateForumReplyInput, { description: "The change." }) input: UpdateForumReplyInput,
  ): Promise<UpdateForumReplyPayload> {
    return { reply: await this.service.update(signedIn, input) };
  }

  @Allow("forum:write")
  @Mutation(() => DeleteForumReplyPayload, {
    description: "Deletes your reply. Its place stays, so that replies to it keep theirs. Errors: NOT_FOUND, FORBIDDEN, CONFLICT.",
  })
  async deleteForumReply(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteForumReplyInput, { description: "The reply." }) { id }: DeleteForumReplyInput,
  ): Promise<DeleteForumReplyPayload> {
    return { reply: await this.service.remove(signedIn, id) };
  }

  @Allow("forum:write")
  @Mutation(() => AcceptForumReplyPayload, {
    description:
      "Accepts a reply as the answer to a question, or takes that back. For who asked, and moderators. Repeating the call changes nothing. Errors: NOT_FOUND, FORBIDDEN, CONFLICT for a thread that is no question.",
  })
  async acceptForumReply(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => AcceptForumReplyInput, { description: "The reply." }) { id, accepted }: AcceptForumReplyInput,
  ): Promise<AcceptForumReplyPayload> {
    return { reply: await this.service.accept(signedIn, id, accepted) };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who wrote it; null if their account or the reply is deleted." })
  async author(@Ctx() context: RequestContext, @Root() { authorId }: ReplyRow): Promise<UserType | null> {
    return authorId === null ? null : context.loader(userById).load(authorId);
  }

  @FieldResolver(() => ForumThreadType, { nullable: true, description: "Its thread; null if it was hidden meanwhile." })
  thread(@Ctx() context: RequestContext, @Root() { threadId }: ReplyRow): Promise<ThreadRow | null> {
    return context.loader(threadById).load(threadId);
  }

  @FieldResolver(() => ForumReplyType, { nullable: true, description: "The reply that it answers; null for the opening post." })
  async parent(@Ctx() context: RequestContext, @Root() { answersId }: ReplyRow): Promise<ReplyRow | null> {
    return answersId === null ? null : context.loader(replyById).load(answersId);
  }

  @FieldResolver(() => ForumReplyConnection, {
    description:
      "All replies below it, oldest first: those to it, those to these, and so on; `parent` says which they answer. Empty for a reply that is itself below another. Errors: BAD_USER_INPUT.",
  })
  replies(
    @Ctx() context: RequestContext,
    @Root() { id: parentId }: ReplyRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<ReplyRow>> {
    return context.loader(repliesBelow).load({ parentId, page });
  }

  @FieldResolver(() => Int, { nullable: true, description: "Your vote: 1, -1, or null without one or if you are not signed in." })
  async viewerVote(@Ctx() context: RequestContext, @Root() { id }: ReplyRow): Promise<number | null> {
    return context.viewer ? context.loader(viewerVoteOn).load(id) : null;
  }

  @FieldResolver(() => ForumRevisionConnection, { description: "Earlier texts, newest first; at most 50. Errors: BAD_USER_INPUT." })
  revisions(
    @Ctx() context: RequestContext,
    @Root() { id: parentId }: ReplyRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<RevisionRow>> {
    return context.loader(revisionsOfPost).load({ parentId, page });
  }
}

@Resolver(() => ForumThreadType)
export class ThreadRepliesResolver {
  @FieldResolver(() => ForumReplyConnection, {
    description: "Replies to the opening post; each has those below it as `replies`. Errors: BAD_USER_INPUT.",
  })
  replies(
    @Ctx() context: RequestContext,
    @Root() { id: parentId }: ThreadRow,
    @Args(() => ForumRepliesArgs) { orderBy, ...page }: ForumRepliesArgs,
  ): Promise<Connection<ReplyRow>> {
    return context.loader(repliesOfThread[orderBy ?? "OLDEST"]).load({ parentId, page });
  }

  @FieldResolver(() => ForumReplyType, { nullable: true, description: "The accepted answer; null if there is none." })
  async acceptedReply(@Ctx() context: RequestContext, @Root() { id, answeredAt }: ThreadRow): Promise<ReplyRow | null> {
    const accepted = answeredAt === null ? null : await context.loader(acceptedReplyOf).load(id);
    return accepted === null ? null : context.loader(replyById).load(accepted);
  }
}
