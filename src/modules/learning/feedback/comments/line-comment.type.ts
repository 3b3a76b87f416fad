import { IsInt, IsOptional, Length, Max, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { COMMENT_BODY_MAX, LINE_MAX, REPLY_BODY_MAX } from "../feedback-limits.js";
import type { LineCommentRow, ReplyRow } from "./line-comment.rows.js";

@ObjectType("LineCommentReply", { simpleResolvers: true, description: "A reply to a comment, by the learner or staff of the class." })
export class LineCommentReplyType implements Pick<ReplyRow, "createdAt"> {
  @Derived(({ id }: ReplyRow) => id)
  @Field(() => idOf("LineCommentReply"), { description: "ID, for `deleteLineCommentReply`." })
  replyId?: string;

  @Derived(({ body }: ReplyRow) => markdown(body))
  @Field(() => MarkdownType, { description: "Text." })
  body?: MarkdownType;

  @Field(() => GraphQLDateTime, { description: "When it was written." })
  createdAt!: Date;
}

@ObjectType("LineComment", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A comment of staff on lines of handed-in work. Visible to staff of the class, and to the learner, or the group whose work it is, once it is no draft or grades are released.",
})
export class LineCommentType implements Pick<
  LineCommentRow,
  "id" | "submissionId" | "fileId" | "lineFrom" | "lineTo" | "hidden" | "deleted"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => idOf("Submission"), { nullable: true, description: "ID of the submission to a problem; null for free work." })
  submissionId!: string | null;

  @Derived(({ workId }: LineCommentRow) => workId)
  @Field(() => idOf("CourseworkSubmission"), { nullable: true, description: "ID of the free work; null for code." })
  courseworkSubmissionId?: string | null;

  @Field(() => idOf("File"), { nullable: true, description: "ID of the file of the free work; null: its text." })
  fileId!: string | null;

  @Field(() => Int, { description: "First line, from 1." })
  lineFrom!: number;

  @Field(() => Int, { description: "Last line." })
  lineTo!: number;

  @Derived(({ body }: LineCommentRow) => markdown(body))
  @Field(() => MarkdownType, { description: "Text; empty if `deleted`." })
  body?: MarkdownType;

  @Field(() => Boolean, { description: "True while learners do not see it: a draft, before grades are released." })
  hidden!: boolean;

  @Field(() => Boolean, { description: "True only in `lineCommentChanged`, for a comment that was deleted." })
  deleted!: boolean;

  @Field(() => Int, { description: "Version, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was written." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it or its replies changed last." })
  updatedAt!: Date;
}

export const LineCommentConnection = connectionOf("LineComment", () => LineCommentType);

@InputType({ description: "A comment on lines of handed-in work: of a submission, or of free work." })
export class AddLineCommentInput {
  @Field(() => idOf("ClassAssignment"), { description: "The assignment." })
  assignmentId!: string;

  @Field(() => idOf("Submission"), { nullable: true, description: "Code that was handed in for it (`handedInCode`)." })
  submissionId?: string | null;

  @Field(() => idOf("CourseworkSubmission"), { nullable: true, description: "Free work that was handed in for it." })
  courseworkSubmissionId?: string | null;

  @Field(() => idOf("File"), { nullable: true, description: "A file of the free work. Default: its text." })
  fileId?: string | null;

  @Field(() => Int, { description: "First line, from 1." })
  @IsInt()
  @Min(1)
  @Max(LINE_MAX)
  lineFrom!: number;

  @Field(() => Int, { description: "Last line. Not after the end of the code or text." })
  @IsInt()
  @Min(1)
  @Max(LINE_MAX)
  lineTo!: number;

  @Field(() => String, { description: `Text in Markdown, 1 to ${COMMENT_BODY_MAX} characters.` })
  @Length(1, COMMENT_BODY_MAX)
  body!: string;

  @Field(() => Boolean, { description: "True: learners see it when grades are released. False: at once." })
  draft!: boolean;
}

@InputType({ description: "Changes to a comment. Omitted fields stay unchanged." })
@NeverNull<UpdateLineCommentInput>("body", "draft")
export class UpdateLineCommentInput {
  @Field(() => idOf("LineComment"), { description: "The comment." })
  id!: string;

  @Field(() => Int, { description: "The `version` that the change is based on." })
  @IsInt()
  @Min(1)
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: `Text in Markdown, 1 to ${COMMENT_BODY_MAX} characters.` })
  @IsOptional()
  @Length(1, COMMENT_BODY_MAX)
  body?: string | null;

  @Field(() => Boolean, { nullable: true, description: "False shows a draft to the learner now." })
  @IsOptional()
  draft?: boolean | null;
}

@InputType({ description: "The comment to delete." })
export class DeleteLineCommentInput {
  @Field(() => idOf("LineComment"), { description: "The comment." })
  id!: string;
}

@InputType({ description: "A reply to a comment." })
export class ReplyToLineCommentInput {
  @Field(() => idOf("LineComment"), { description: "The comment." })
  id!: string;

  @Field(() => String, { description: `Text in Markdown, 1 to ${REPLY_BODY_MAX} characters.` })
  @Length(1, REPLY_BODY_MAX)
  body!: string;
}

@InputType({ description: "The reply to delete." })
export class DeleteLineCommentReplyInput {
  @Field(() => idOf("LineCommentReply"), { description: "`replyId` of the reply." })
  replyId!: string;
}

@ObjectType({ description: "Result of addLineComment." })
export class AddLineCommentPayload {
  @Field(() => LineCommentType, { description: "The new comment." })
  comment!: LineCommentRow;
}

@ObjectType({ description: "Result of updateLineComment." })
export class UpdateLineCommentPayload {
  @Field(() => LineCommentType, { description: "The comment after the change." })
  comment!: LineCommentRow;
}

@ObjectType({ description: "Result of deleteLineComment." })
export class DeleteLineCommentPayload {
  @Field(() => idOf("LineComment"), { description: "ID of the deleted comment." })
  deletedId!: string;
}

@ObjectType({ description: "Result of replyToLineComment." })
export class ReplyToLineCommentPayload {
  @Field(() => LineCommentType, { description: "The comment with its replies." })
  comment!: LineCommentRow;
}

@ObjectType({ description: "Result of deleteLineCommentReply." })
export class DeleteLineCommentReplyPayload {
  @Field(() => LineCommentType, { description: "The comment without the reply." })
  comment!: LineCommentRow;
}
