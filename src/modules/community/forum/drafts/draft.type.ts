import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { BODY_MAX, TITLE_MAX } from "../forum-limits.js";
import type { DraftRow } from "./drafts.service.js";

@ObjectType("ForumDraft", {
  implements: Node,
  simpleResolvers: true,
  description: "A text that you have not posted yet. Visible to you only. Drafts that you do not change for a year are deleted.",
})
export class ForumDraftType implements DraftRow {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => idOf("ForumCategory"), { nullable: true, description: "ID of the category that it is a thread for." })
  categoryId!: string | null;

  @Field(() => idOf("Problem"), { nullable: true, description: "ID of the problem that it is a thread for." })
  problemId!: string | null;

  @Field(() => idOf("Lesson"), { nullable: true, description: "ID of the lesson that it is a thread for." })
  lessonId!: string | null;

  @Field(() => idOf("ForumThread"), { nullable: true, description: "ID of the thread that it is a reply in." })
  threadId!: string | null;

  @Field(() => String, { description: "Title; may be empty." })
  title!: string;

  @Field(() => String, { description: "Text in Markdown; may be empty." })
  body!: string;

  @Field(() => GraphQLDateTime, { description: "When it was saved first." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was saved last." })
  updatedAt!: Date;
}

export const ForumDraftConnection = connectionOf("ForumDraft", () => ForumDraftType);

@InputType({ description: "A draft, as a whole. Give at most one place." })
export class SaveForumDraftInput {
  @Field(() => idOf("ForumDraft"), { nullable: true, description: "The draft to replace. Default: a new one." })
  id?: string | null;

  @Field(() => idOf("ForumCategory"), { nullable: true, description: "For a thread in this category." })
  categoryId?: string | null;

  @Field(() => idOf("Problem"), { nullable: true, description: "For a thread at this problem." })
  problemId?: string | null;

  @Field(() => idOf("Lesson"), { nullable: true, description: "For a thread at this lesson." })
  lessonId?: string | null;

  @Field(() => idOf("ForumThread"), { nullable: true, description: "For a reply in this thread." })
  threadId?: string | null;

  @Field(() => String, { nullable: true, description: `Title, one line, at most ${TITLE_MAX} characters.` })
  @IsOptional()
  @MaxLength(TITLE_MAX)
  @OneLine()
  title?: string | null;

  @Field(() => String, { nullable: true, description: `Text in Markdown, at most ${BODY_MAX} characters.` })
  @IsOptional()
  @MaxLength(BODY_MAX)
  body?: string | null;
}

@InputType({ description: "The draft to delete." })
export class DeleteForumDraftInput {
  @Field(() => idOf("ForumDraft"), { description: "The draft." })
  id!: string;
}

@ObjectType({ description: "Result of saveForumDraft." })
export class SaveForumDraftPayload {
  @Field(() => ForumDraftType, { description: "The draft." })
  draft!: DraftRow;
}

@ObjectType({ description: "Result of deleteForumDraft." })
export class DeleteForumDraftPayload {
  @Field(() => idOf("ForumDraft"), { nullable: true, description: "ID of the deleted draft; null if there was none." })
  deletedId!: string | null;
}
