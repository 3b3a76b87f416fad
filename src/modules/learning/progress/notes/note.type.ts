import { IsOptional, Length, Matches, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, ID as GraphQLId, InputType, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf, PageArgs } from "../../../../graphql/pagination.js";
import { ID } from "../../../../kernel/ids.js";
import { NOTE_TEXT_MAX } from "./lesson-note.entity.js";
import type { NoteRow } from "./note.rows.js";

@ObjectType("LessonNote", {
  implements: Node,
  simpleResolvers: true,
  description: "A note that you wrote on a lesson. Visible to you only, not even to admins.",
})
export class LessonNoteType implements Pick<NoteRow, "id" | "blockKey" | "createdAt" | "updatedAt"> {
  @Field(() => GraphQLId, { description: "Global ID." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: "`LessonBlock.key` of the block that it is about. Null: the whole lesson. The block may no longer exist.",
  })
  blockKey!: string | null;

  @Derived(({ text }: NoteRow) => markdown(text))
  @Field(() => MarkdownType, { description: "The note." })
  text?: MarkdownType;

  @Field(() => GraphQLDateTime, { description: "When you wrote it." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When you last changed it." })
  updatedAt!: Date;
}

export const LessonNoteConnection = connectionOf("LessonNote", () => LessonNoteType);

@InputType({ description: "Restricts a list of notes. Conditions are combined with AND." })
export class LessonNoteFilter {
  @Field(() => idOf("Track"), { nullable: true, description: "Only on lessons of this track." })
  @IsOptional()
  trackId?: string | null;

  @Field(() => idOf("Lesson"), { nullable: true, description: "Only on this lesson." })
  @IsOptional()
  lessonId?: string | null;
}

@ArgsType()
export class LessonNoteListArgs extends PageArgs {
  @Field(() => LessonNoteFilter, { nullable: true, description: "Which notes. Default: all." })
  @IsOptional()
  filter?: LessonNoteFilter | null;
}

@InputType({ description: "The new note." })
export class CreateLessonNoteInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  lessonId!: string;

  @Field(() => String, { nullable: true, description: "`LessonBlock.key` of the block that it is about. Omitted: the whole lesson." })
  @IsOptional()
  @MaxLength(36)
  @Matches(ID, { message: "must be the key of a block" })
  blockKey?: string | null;

  @Field(() => String, { description: "Markdown, 1 to 10,000 characters." })
  @Length(1, NOTE_TEXT_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  text!: string;
}

@InputType({ description: "The note and its new text." })
export class UpdateLessonNoteInput {
  @Field(() => idOf("LessonNote"), { description: "ID of the note." })
  id!: string;

  @Field(() => String, { description: "Markdown, 1 to 10,000 characters." })
  @Length(1, NOTE_TEXT_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  text!: string;
}

@InputType({ description: "The note to delete." })
export class DeleteLessonNoteInput {
  @Field(() => idOf("LessonNote"), { description: "ID of the note." })
  id!: string;
}

@ObjectType({ description: "Result of createLessonNote." })
export class CreateLessonNotePayload {
  @Field(() => LessonNoteType, { description: "The new note." })
  note!: NoteRow;
}

@ObjectType({ description: "Result of updateLessonNote." })
export class UpdateLessonNotePayload {
  @Field(() => LessonNoteType, { description: "The changed note." })
  note!: NoteRow;
}

@ObjectType({ description: "Result of deleteLessonNote." })
export class DeleteLessonNotePayload {
  @Field(() => idOf("LessonNote"), { description: "ID of the deleted note." })
  deletedId!: string;
}
