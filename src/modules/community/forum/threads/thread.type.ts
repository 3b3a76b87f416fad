import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { POST_STATES, THREAD_KINDS, type PostState, type ThreadKind } from "../posts/post-state.js";
import type { RevisionRow } from "../posts/revision.loaders.js";
import type { ThreadRow } from "./thread.rows.js";

export const ForumThreadKindEnum = enumOf(THREAD_KINDS);
registerEnumType(ForumThreadKindEnum, {
  name: "ForumThreadKind",
  description: "What a thread is for.",
  valuesConfig: {
    DISCUSSION: { description: "A discussion." },
    QUESTION: { description: "A question: a reply can be accepted as its answer." },
    SOLUTION: { description: "A published solution of a problem. Visible after solving the problem or giving it up, and to its editors." },
    EDITORIAL: { description: "An explanation by the editors of a problem. Visible like solutions." },
  },
});

export const ForumPostStateEnum = enumOf(POST_STATES);
registerEnumType(ForumPostStateEnum, {
  name: "ForumPostState",
  description: "Who sees a thread or a reply.",
  valuesConfig: {
    VISIBLE: { description: "Everyone who may see its place." },
    HELD: { description: "Its author and moderators, until one has looked at it." },
    SHADOWED: { description: "Moderators, and its author, for whom it is VISIBLE. Only moderators get this value." },
    REMOVED: { description: "Removed by a moderator. A reply leaves an empty place; moderators see its text." },
    DELETED: { description: "Deleted by its author. A reply leaves an empty place; moderators see its text." },
  },
});

@ObjectType("ForumRevision", { simpleResolvers: true, description: "An earlier text of a thread or a reply." })
export class ForumRevisionType implements Pick<RevisionRow, "version" | "title" | "createdAt"> {
  @Field(() => Int, { description: "Version of the thread or reply that had this text." })
  version!: number;

  @Field(() => String, { nullable: true, description: "Title; null for a reply." })
  title!: string | null;

  @Derived(({ body }: RevisionRow) => markdown(body))
  @Field(() => MarkdownType, { description: "Text." })
  body?: MarkdownType;

  @Field(() => GraphQLDateTime, { description: "When it was replaced." })
  createdAt!: Date;
}

export const ForumRevisionConnection = connectionOf("ForumRevision", () => ForumRevisionType);

@ObjectType("ForumThread", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A thread with its opening post: in a category of the forum, or at a problem or a lesson, and then visible to those who may open that. For other viewers it does not exist.",
})
export class ForumThreadType implements Omit<
  ThreadRow,
  "body" | "categoryId" | "problemId" | "lessonId" | "language" | "authorId" | "lockedAt" | "pinnedAt" | "answeredAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => ForumThreadKindEnum, { description: "What it is for." })
  kind!: ThreadKind;

  @Field(() => String, { description: "Title, one line of plain text." })
  title!: string;

  @Derived(({ body }: ThreadRow) => markdown(body))
  @Field(() => MarkdownType, { description: "Text of the opening post." })
  body?: MarkdownType;

  @Field(() => [String], { description: "Tags, at most 5." })
  tags!: string[];

  @Field(() => ForumPostStateEnum, { description: "Who sees it." })
  state!: PostState;

  @Field(() => Int, { description: "Votes for it." })
  upVotes!: number;

  @Field(() => Int, { description: "Votes against it." })
  downVotes!: number;

  @Field(() => Int, { description: "Votes for it minus votes against it." })
  score!: number;

  @Field(() => Float, {
    description:
      "Rank in the order HOT: sign(score) · log10(max(|score|, 1)) + seconds since 2005-12-08T07:46:43Z / 45,000, the formula of reddit. Changes with votes only.",
  })
  hot!: number;

  @Field(() => Int, { description: "Number of visible replies, at any depth." })
  replyCount!: number;

  @Derived(({ answeredAt }: ThreadRow) => answeredAt !== null)
  @Field(() => Boolean, { description: "Whether a reply is accepted as the answer." })
  isAnswered?: boolean;

  @Derived(({ lockedAt }: ThreadRow) => lockedAt !== null)
  @Field(() => Boolean, { description: "Whether only moderators may reply." })
  isLocked?: boolean;

  @Derived(({ pinnedAt }: ThreadRow) => pinnedAt !== null)
  @Field(() => Boolean, { description: "Whether moderators want it shown above others: ask for those with the argument `pinned`." })
  isPinned?: boolean;

  @Field(() => Boolean, { description: "Whether you moderate it: its category, or as editor of its problem or lesson, or as admin." })
  viewerModerates!: boolean;

  @Field(() => Int, { description: "Version of title, text and tags, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was started." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When title, text or tags changed last; null if they never did." })
  editedAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When it was started, or last replied to." })
  lastActivityAt!: Date;
}

export const ForumThreadConnection = connectionOf("ForumThread", () => ForumThreadType);
