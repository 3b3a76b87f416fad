import { IsOptional, Length, Matches } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { NOTEBOOK_TEXT_MAX, NOTEBOOK_TITLE_MAX } from "./notebook.entity.js";
import type { NotebookRow } from "./notebooks.service.js";

@ObjectType("Notebook", {
  implements: Node,
  simpleResolvers: true,
  description: "Notes of yours that AI can summarize with `requestAiSummary`. Visible to you only, not even to admins.",
})
export class NotebookType implements Pick<NotebookRow, "id" | "title" | "createdAt" | "updatedAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Title." })
  title!: string;

  @Derived(({ text }: NotebookRow) => markdown(text))
  @Field(() => MarkdownType, { description: "The notes." })
  text?: MarkdownType;

  @Field(() => GraphQLDateTime, { description: "When you made it." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When you last changed it." })
  updatedAt!: Date;
}

export const NotebookConnection = connectionOf("Notebook", () => NotebookType);

const VISIBLE = { message: "must have a visible character" };

@InputType({ description: "The new notebook. Set either `text` or `fileId`." })
export class CreateNotebookInput {
  @Field(() => String, { description: "Title, 1 to 200 characters." })
  @Trimmed()
  @Length(1, NOTEBOOK_TITLE_MAX)
  @OneLine()
  title!: string;

  @Field(() => String, { nullable: true, description: "Markdown, 1 to 40,000 characters." })
  @IsOptional()
  @Length(1, NOTEBOOK_TEXT_MAX)
  @Matches(/\S/, VISIBLE)
  text?: string | null;

  @Field(() => idOf("File"), {
    nullable: true,
    description:
      "A READY file of yours of purpose ATTACHMENT that is text or Markdown in UTF-8, of at most 40,000 characters: see requestUpload. Its text is copied, so you may delete it afterwards.",
  })
  fileId?: string | null;
}

@InputType({ description: "The notebook and what changes." })
@NeverNull<UpdateNotebookInput>("title", "text")
export class UpdateNotebookInput {
  @Field(() => idOf("Notebook"), { description: "ID of the notebook." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Title, 1 to 200 characters. Omitted: as it is." })
  @IsOptional()
  @Trimmed()
  @Length(1, NOTEBOOK_TITLE_MAX)
  @OneLine()
  title?: string;

  @Field(() => String, { nullable: true, description: "Markdown, 1 to 40,000 characters. Omitted: as it is." })
  @IsOptional()
  @Length(1, NOTEBOOK_TEXT_MAX)
  @Matches(/\S/, VISIBLE)
  text?: string;
}

@InputType({ description: "The notebook to delete." })
export class DeleteNotebookInput {
  @Field(() => idOf("Notebook"), { description: "ID of the notebook." })
  id!: string;
}

@ObjectType({ description: "Result of createNotebook." })
export class CreateNotebookPayload {
  @Field(() => NotebookType, { description: "The new notebook." })
  notebook!: NotebookRow;
}

@ObjectType({ description: "Result of updateNotebook." })
export class UpdateNotebookPayload {
  @Field(() => NotebookType, { description: "The changed notebook." })
  notebook!: NotebookRow;
}

@ObjectType({ description: "Result of deleteNotebook." })
export class DeleteNotebookPayload {
  @Field(() => idOf("Notebook"), { description: "ID of the deleted notebook." })
  deletedId!: string;
}
