import { IsInt, Length, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf, PageArgs } from "../../../../graphql/pagination.js";
import { BODY_MAX } from "../forum-limits.js";
import type { PostState } from "../posts/post-state.js";
import { ForumPostStateEnum } from "../threads/thread.type.js";
import { REPLY_ORDERS, type ReplyOrder, type ReplyRow } from "./reply.rows.js";

const ForumReplyOrderEnum = enumOf(REPLY_ORDERS);
registerEnumType(ForumReplyOrderEnum, {
  name: "ForumReplyOrder",
  description: "Order of replies.",
  valuesConfig: {
    OLDEST: { description: "Oldest first." },
    NEWEST: { description: "Newest first." },
    BEST: { description: "Highest `score` first, then oldest." },
  },
});

@ObjectType("ForumReply", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A reply in a thread. Replies answer the opening post or another reply, at any depth; lists show one level: below a reply to the opening post are all replies that descend from it.",
})
export class ForumReplyType implements Pick<
  ReplyRow,
  "id" | "state" | "upVotes" | "downVotes" | "score" | "version" | "createdAt" | "editedAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Derived(({ body }: ReplyRow) => markdown(body))
  @Field(() => MarkdownType, { description: "Text; empty for a reply that is REMOVED or DELETED, except for moderators." })
  body?: MarkdownType;

  @Field(() => ForumPostStateEnum, { description: "Who sees it." })
  state!: PostState;

  @Field(() => Int, { description: "Votes for it." })
  upVotes!: number;

  @Field(() => Int, { description: "Votes against it." })
  downVotes!: number;

  @Field(() => Int, { description: "Votes for it minus votes against it." })
  score!: number;

  @Derived(({ acceptedAt }: ReplyRow) => acceptedAt !== null)
  @Field(() => Boolean, { description: "Whether it is accepted as the answer to the question." })
  isAccepted?: boolean;

  @Field(() => Int, { description: "Version of the text, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was written." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When its text changed last; null if it never did." })
  editedAt!: Date | null;
}

export const ForumReplyConnection = connectionOf("ForumReply", () => ForumReplyType);

@ArgsType()
export class ForumRepliesArgs extends PageArgs {
  @Field(() => ForumReplyOrderEnum, { nullable: true, description: "Order. Default: OLDEST." })
  orderBy?: ReplyOrder | null;
}

@InputType({ description: "A reply to a thread, or to another reply in it." })
export class AddForumReplyInput {
  @Field(() => idOf("ForumThread"), { description: "The thread." })
  threadId!: string;

  @Field(() => idOf("ForumReply"), { nullable: true, description: "The reply that this answers. Default: the opening post." })
  parentId?: string | null;

  @Field(() => String, { description: `Text in Markdown, 1 to ${BODY_MAX} characters. @username mentions an account.` })
  @Length(1, BODY_MAX)
  body!: string;

  @Field(() => idOf("ForumDraft"), { nullable: true, description: "Your draft that this was; it is deleted." })
  draftId?: string | null;
}

@InputType({ description: "A new text for a reply." })
export class UpdateForumReplyInput {
  @Field(() => idOf("ForumReply"), { description: "The reply." })
  id!: string;

  @Field(() => Int, { description: "The `version` that the change is based on." })
  @IsInt()
  @Min(1)
  expectedVersion!: number;

  @Field(() => String, { description: `Text in Markdown, 1 to ${BODY_MAX} characters.` })
  @Length(1, BODY_MAX)
  body!: string;
}

@InputType({ description: "The reply to delete." })
export class DeleteForumReplyInput {
  @Field(() => idOf("ForumReply"), { description: "The reply." })
  id!: string;
}

@InputType({ description: "The reply that answers the question." })
export class AcceptForumReplyInput {
  @Field(() => idOf("ForumReply"), { description: "The reply." })
  id!: string;

  @Field(() => Boolean, { description: "True accepts it in place of the one accepted so far; false takes it back." })
  accepted!: boolean;
}

@ObjectType({ description: "Result of addForumReply." })
export class AddForumReplyPayload {
  @Field(() => ForumReplyType, { description: "The new reply. With the state HELD it waits for a moderator." })
  reply!: ReplyRow;
}

@ObjectType({ description: "Result of updateForumReply." })
export class UpdateForumReplyPayload {
  @Field(() => ForumReplyType, { description: "The reply after the change." })
  reply!: ReplyRow;
}

@ObjectType({ description: "Result of deleteForumReply." })
export class DeleteForumReplyPayload {
  @Field(() => ForumReplyType, { description: "The empty place of the reply." })
  reply!: ReplyRow;
}

@ObjectType({ description: "Result of acceptForumReply." })
export class AcceptForumReplyPayload {
  @Field(() => ForumReplyType, { description: "The reply after the change." })
  reply!: ReplyRow;
}
