import { ArrayMaxSize, ArrayUnique, IsInt, IsOptional, Length, MaxLength, Min } from "class-validator";
import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { PageArgs } from "../../../../graphql/pagination.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { LanguageName } from "../../../practice/languages/language.type.js";
import { BODY_MAX, TAG_MAX, TAGS_MAX, TITLE_MAX } from "../forum-limits.js";
import { THREAD_KINDS, type ThreadKind } from "../posts/post-state.js";
import { THREAD_ORDERS, type ThreadOrder } from "./thread-list.js";
import type { ThreadRow } from "./thread.rows.js";
import { ForumThreadKindEnum, ForumThreadType } from "./thread.type.js";

const ForumThreadOrderEnum = enumOf(THREAD_ORDERS);
registerEnumType(ForumThreadOrderEnum, {
  name: "ForumThreadOrder",
  description: "Order of threads.",
  valuesConfig: {
    HOT: { description: "By `hot`: votes, and how new it is." },
    NEW: { description: "Newest first." },
    TOP: { description: "Highest `score` first, then newest." },
    ACTIVE: { description: "By `lastActivityAt`, latest first." },
    UNANSWERED: { description: "Questions without an accepted answer, newest first." },
  },
});

const TAGS = `At most ${TAGS_MAX} tags: lower-case letters, digits, +, # and ., with single - between them, at most ${TAG_MAX} characters each.`;

@ArgsType()
export class ForumThreadsArgs extends PageArgs {
  @Field(() => idOf("ForumCategory"), { nullable: true, description: "Only in this category. Without a place: in all categories." })
  categoryId?: string | null;

  @Field(() => idOf("Problem"), { nullable: true, description: "At this problem. Give at most one place." })
  problemId?: string | null;

  @Field(() => idOf("Lesson"), { nullable: true, description: "At this lesson." })
  lessonId?: string | null;

  @Field(() => idOf("User"), { nullable: true, description: "Only started by this account." })
  authorId?: string | null;

  @Field(() => [ForumThreadKindEnum], { nullable: true, description: "Only of these kinds; an empty list counts as omitted." })
  @IsOptional()
  @ArrayMaxSize(THREAD_KINDS.length)
  kinds?: ThreadKind[] | null;

  @Field(() => String, { nullable: true, description: "Only with this tag." })
  @IsOptional()
  @MaxLength(TAG_MAX)
  tag?: string | null;

  @Field(() => LanguageName, { nullable: true, description: "Only solutions in this language." })
  @IsOptional()
  @MaxLength(100)
  language?: string | null;

  @Field(() => Boolean, { nullable: true, description: "True: only pinned threads; false: only others." })
  pinned?: boolean | null;

  @Field(() => ForumThreadOrderEnum, { nullable: true, description: "Order. Default: HOT." })
  orderBy?: ThreadOrder | null;
}

@InputType({ description: "A new thread. Give exactly one place: a category, a problem or a lesson." })
export class CreateForumThreadInput {
  @Field(() => idOf("ForumCategory"), { nullable: true, description: "The category." })
  categoryId?: string | null;

  @Field(() => idOf("Problem"), { nullable: true, description: "The problem." })
  problemId?: string | null;

  @Field(() => idOf("Lesson"), { nullable: true, description: "The lesson." })
  lessonId?: string | null;

  @Field(() => ForumThreadKindEnum, {
    description: "What it is for. SOLUTION needs that you have solved the problem, EDITORIAL that you may edit it.",
  })
  kind!: ThreadKind;

  @Field(() => String, { description: `Title, one line, 1 to ${TITLE_MAX} characters.` })
  @Length(1, TITLE_MAX)
  @Trimmed()
  @OneLine()
  title!: string;

  @Field(() => String, { description: `Text in Markdown, 1 to ${BODY_MAX} characters. @username mentions an account.` })
  @Length(1, BODY_MAX)
  body!: string;

  @Field(() => [String], { nullable: true, description: TAGS })
  @IsOptional()
  @ArrayMaxSize(TAGS_MAX)
  @ArrayUnique()
  @MaxLength(TAG_MAX, { each: true })
  tags?: string[] | null;

  @Field(() => LanguageName, { nullable: true, description: "Of a SOLUTION: slug, ID or alias of its programming language." })
  @IsOptional()
  @MaxLength(100)
  language?: string | null;

  @Field(() => idOf("ForumDraft"), { nullable: true, description: "Your draft that this was; it is deleted." })
  draftId?: string | null;
}

@InputType({ description: "Changes to a thread. Omitted fields stay unchanged." })
@NeverNull<UpdateForumThreadInput>("title", "body", "tags")
export class UpdateForumThreadInput {
  @Field(() => idOf("ForumThread"), { description: "The thread." })
  id!: string;

  @Field(() => Int, { description: "The `version` that the change is based on." })
  @IsInt()
  @Min(1)
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: `Title, one line, 1 to ${TITLE_MAX} characters.` })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Trimmed()
  @OneLine()
  title?: string | null;

  @Field(() => String, { nullable: true, description: `Text in Markdown, 1 to ${BODY_MAX} characters.` })
  @IsOptional()
  @Length(1, BODY_MAX)
  body?: string | null;

  @Field(() => [String], { nullable: true, description: `${TAGS} Replaces those so far.` })
  @IsOptional()
  @ArrayMaxSize(TAGS_MAX)
  @ArrayUnique()
  @MaxLength(TAG_MAX, { each: true })
  tags?: string[] | null;
}

@InputType({ description: "The thread to delete." })
export class DeleteForumThreadInput {
  @Field(() => idOf("ForumThread"), { description: "The thread." })
  id!: string;
}

@ObjectType({ description: "Result of createForumThread." })
export class CreateForumThreadPayload {
  @Field(() => ForumThreadType, { description: "The new thread. With the state HELD it waits for a moderator." })
  thread!: ThreadRow;
}

@ObjectType({ description: "Result of updateForumThread." })
export class UpdateForumThreadPayload {
  @Field(() => ForumThreadType, { description: "The thread after the change." })
  thread!: ThreadRow;
}

@ObjectType({ description: "Result of deleteForumThread." })
export class DeleteForumThreadPayload {
  @Field(() => idOf("ForumThread"), { description: "ID of the deleted thread." })
  deletedId!: string;
}
