import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { IsInt, IsOptional, Length, Matches, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { CATEGORY_DESCRIPTION_MAX, CATEGORY_NAME_MAX, CATEGORY_SLUG_MAX } from "../forum-limits.js";
import { CATEGORY_STARTERS, type CategoryStarters } from "./category.entity.js";
import type { CategoryRow } from "./category.rows.js";

const CategoryStartersEnum = enumOf(CATEGORY_STARTERS);
registerEnumType(CategoryStartersEnum, {
  name: "ForumStarters",
  description: "Who may start threads in a category. Everyone may reply.",
  valuesConfig: {
    EVERYONE: { description: "Every signed-in account." },
    MODERATORS: { description: "Moderators of the category and admins." },
  },
});

@ObjectType("ForumCategory", { implements: Node, simpleResolvers: true, description: "A category of the forum. Visible to everyone." })
export class ForumCategoryType implements Omit<CategoryRow, "archivedAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Name in URLs." })
  slug!: string;

  @Field(() => String, { description: "Display name." })
  name!: string;

  @Field(() => String, { description: "What belongs in it, as it was written; may be empty." })
  description!: string;

  @Derived(({ description }: CategoryRow) => markdown(description))
  @Field(() => MarkdownType, { description: "`description` as Markdown, with HTML." })
  descriptionMarkdown?: MarkdownType;

  @Field(() => Int, { description: "Place among the categories: lowest first." })
  position!: number;

  @Field(() => CategoryStartersEnum, { description: "Who may start threads." })
  starters!: CategoryStarters;

  @Derived(({ archivedAt }: CategoryRow) => archivedAt !== null)
  @Field(() => Boolean, { description: "Whether it is closed: its threads can be read, but nothing is added." })
  isArchived?: boolean;

  @Field(() => Int, { description: "Version, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;
}

@InputType()
class CategoryFields {
  @Field(() => String, { nullable: true, description: `What belongs in it, plain text, at most ${CATEGORY_DESCRIPTION_MAX} characters.` })
  @IsOptional()
  @MaxLength(CATEGORY_DESCRIPTION_MAX)
  description?: string | null;

  @Field(() => Int, { nullable: true, description: "Place among the categories, 0 to 10,000: lowest first. Default: 0." })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number | null;

  @Field(() => CategoryStartersEnum, { nullable: true, description: "Who may start threads. Default: EVERYONE." })
  @IsOptional()
  starters?: CategoryStarters | null;
}

@InputType({ description: "A new category." })
export class CreateForumCategoryInput extends CategoryFields {
  @Field(() => String, { description: `Name in URLs: lower-case letters, digits and -, at most ${CATEGORY_SLUG_MAX}. Unique.` })
  @MaxLength(CATEGORY_SLUG_MAX)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: "must be lower-case letters and digits, with single - between them" })
  slug!: string;

  @Field(() => String, { description: `Display name, one line, 1 to ${CATEGORY_NAME_MAX} characters.` })
  @Length(1, CATEGORY_NAME_MAX)
  @Trimmed()
  @OneLine()
  name!: string;
}

@InputType({ description: "Changes to a category. Omitted fields stay unchanged." })
@NeverNull<UpdateForumCategoryInput>("name", "description", "position", "starters", "archived")
export class UpdateForumCategoryInput extends CategoryFields {
  @Field(() => idOf("ForumCategory"), { description: "The category." })
  id!: string;

  @Field(() => Int, { description: "The `version` that the change is based on." })
  @IsInt()
  @Min(1)
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: `Display name, one line, 1 to ${CATEGORY_NAME_MAX} characters.` })
  @IsOptional()
  @Length(1, CATEGORY_NAME_MAX)
  @Trimmed()
  @OneLine()
  name?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Closes the category, or opens it again." })
  @IsOptional()
  archived?: boolean | null;
}

@InputType({ description: "Who moderates a category." })
export class SetForumModeratorInput {
  @Field(() => idOf("ForumCategory"), { description: "The category." })
  categoryId!: string;

  @Field(() => idOf("User"), { description: "The account." })
  userId!: string;

  @Field(() => Boolean, { description: "Whether the account moderates the category from now on." })
  moderates!: boolean;
}

@ObjectType({ description: "Result of createForumCategory." })
export class CreateForumCategoryPayload {
  @Field(() => ForumCategoryType, { description: "The new category." })
  category!: CategoryRow;
}

@ObjectType({ description: "Result of updateForumCategory." })
export class UpdateForumCategoryPayload {
  @Field(() => ForumCategoryType, { description: "The category after the change." })
  category!: CategoryRow;
}

@ObjectType({ description: "Result of setForumModerator." })
export class SetForumModeratorPayload {
  @Field(() => ForumCategoryType, { description: "The category with its moderators." })
  category!: CategoryRow;
}
