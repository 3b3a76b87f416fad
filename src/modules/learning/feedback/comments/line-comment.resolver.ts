import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import type { SignedIn } from "../../../../access/viewer.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { assignmentById, type AssignmentRow } from "../../coursework/assignments/assignment.rows.js";
import { ClassAssignmentType } from "../../coursework/assignments/class-assignment.type.js";
import { listLineComments, repliesOfComment, type LineCommentRow, type ReplyRow } from "./line-comment.rows.js";
import {
  AddLineCommentInput,
  AddLineCommentPayload,
  DeleteLineCommentInput,
  DeleteLineCommentPayload,
  DeleteLineCommentReplyInput,
  DeleteLineCommentReplyPayload,
  LineCommentConnection,
  LineCommentReplyType,
  LineCommentType,
  ReplyToLineCommentInput,
  ReplyToLineCommentPayload,
  UpdateLineCommentInput,
  UpdateLineCommentPayload,
} from "./line-comment.type.js";
import type { LineCommentsService } from "./line-comments.service.js";

@Resolver(() => LineCommentType)
export class LineCommentResolver {
  constructor(
    private readonly comments: LineCommentsService,
    private readonly watchComments: (viewer: SignedIn, assignmentId: string) => Promise<AsyncIterableIterator<LineCommentRow>>,
  ) {}

  @Allow("feedback:read")
  @Query(() => LineCommentConnection, {
    description:
      "Comments on work for an assignment that you may see, newest first: all for staff, those on your own and your group's work for learners. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  lineComments(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("assignmentId", () => idOf("ClassAssignment"), { description: "The assignment." }) assignmentId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("submissionId", () => idOf("Submission"), { nullable: true, description: "Only on this submission." })
    submissionId?: string | null,
    @Arg("courseworkSubmissionId", () => idOf("CourseworkSubmission"), { nullable: true, description: "Only on this free work." })
    workId?: string | null,
    @Arg("userId", () => idOf("User"), { nullable: true, description: "Only on work of this learner and their group." })
    userId?: string | null,
  ): Promise<Connection<LineCommentRow>> {
    return listLineComments(em, signedIn, { assignmentId, submissionId, workId, userId }, page);
  }

  @Allow("feedback:write")
  @Mutation(() => AddLineCommentPayload, {
    description:
      "Comments on lines of handed-in work. For staff of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT with 200 comments on the work and when the class is archived.",
  })
  async addLineComment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => AddLineCommentInput, { description: "The comment." }) input: AddLineCommentInput,
  ): Promise<AddLineCommentPayload> {
    const { courseworkSubmissionId: workId, ...comment } = input;
    return { comment: await this.comments.add(signedIn, { ...comment, workId }) };
  }

  @Allow("feedback:write")
  @Mutation(() => UpdateLineCommentPayload, {
    description:
      "Changes your comment, or shows it to the learner. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when it has changed meanwhile and when the class is archived.",
  })
  async updateLineComment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateLineCommentInput, { description: "The changes." }) input: UpdateLineCommentInput,
  ): Promise<UpdateLineCommentPayload> {
    return { comment: await this.comments.update(signedIn, input) };
  }

  @Allow("feedback:write")
  @Mutation(() => DeleteLineCommentPayload, {
    description:
      "Deletes a comment with its replies. For its author and instructors of the class. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async deleteLineComment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteLineCommentInput, { description: "The comment." }) { id }: DeleteLineCommentInput,
  ): Promise<DeleteLineCommentPayload> {
    await this.comments.remove(signedIn, id);
    return { deletedId: id };
  }

  @Allow("feedback:write")
  @Mutation(() => ReplyToLineCommentPayload, {
    description:
      "Replies to a comment. For staff of the class and the learners whose work it is. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT with 50 replies and when the class is archived.",
  })
  async replyToLineComment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ReplyToLineCommentInput, { description: "The reply." }) { id, body }: ReplyToLineCommentInput,
  ): Promise<ReplyToLineCommentPayload> {
    return { comment: await this.comments.reply(signedIn, id, body) };
  }

  @Allow("feedback:write")
  @Mutation(() => DeleteLineCommentReplyPayload, {
    description:
      "Deletes a reply. For its author and instructors of the class. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async deleteLineCommentReply(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteLineCommentReplyInput, { description: "The reply." }) { replyId }: DeleteLineCommentReplyInput,
  ): Promise<DeleteLineCommentReplyPayload> {
    return { comment: await this.comments.removeReply(signedIn, replyId) };
  }

  @Allow("feedback:read")
  @Subscription(() => LineCommentType, {
    ...fedByStream,
    description:
      "Comments on work for an assignment that you may see, at most 500, then each one that is added, shown, changed, answered or deleted. If you subscribe again after a disconnect, you get the present comments. Never completes. Errors: NOT_FOUND.",
  })
  lineCommentChanged(
    @Root() comment: LineCommentRow,
    @Arg("assignmentId", () => idOf("ClassAssignment"), { description: "The assignment." }) _assignmentId: string,
  ): LineCommentRow {
    return comment;
  }

  @StreamOf("lineCommentChanged")
  watch({ assignmentId }: { assignmentId: string }, { signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.watchComments(signedIn, assignmentId);
  }

  @FieldResolver(() => ClassAssignmentType, { nullable: true, description: "The assignment; null if it is hidden from you now." })
  assignment(@Ctx() context: RequestContext, @Root() { assignmentId }: LineCommentRow): Promise<AssignmentRow | null> {
    return context.loader(assignmentById).load(assignmentId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who wrote it; null if their account is deleted." })
  async author(@Ctx() context: RequestContext, @Root() { authorId }: LineCommentRow): Promise<UserType | null> {
    return authorId === null ? null : context.loader(userById).load(authorId);
  }

  @FieldResolver(() => [LineCommentReplyType], { description: "Replies, oldest first; at most 50." })
  replies(@Ctx() context: RequestContext, @Root() { id }: LineCommentRow): Promise<ReplyRow[]> {
    return context.loader(repliesOfComment).load(id);
  }
}

@Resolver(() => LineCommentReplyType)
export class LineCommentReplyResolver {
  @FieldResolver(() => UserType, { nullable: true, description: "Who wrote it." })
  async author(@Ctx() context: RequestContext, @Root() { authorId }: ReplyRow): Promise<UserType | null> {
    return context.loader(userById).load(authorId);
  }
}
