import { IsInt, IsOptional, Length, Matches, Max, MaxLength, Min } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../graphql/derived.js";
import { markdown, MarkdownType } from "../../../graphql/markdown.js";
import { OneLine } from "../../../graphql/one-line.js";
import { Node } from "../../../graphql/node.js";
import type { Topic } from "./topic.entity.js";
import { NeverNull } from "../../../graphql/kept.js";
import { idOf } from "../../../graphql/global-ids.js";

/** Format of slugs, tags and icon names: lower-case words joined by dashes. */
export const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const kebabCase = { message: "must have lower case letters and digits, joined by single dashes" };

@ObjectType("Topic", { implements: Node, simpleResolvers: true, description: "A subject that problems belong to. Topics form a tree." })
export class TopicType implements Pick<Topic, "id" | "slug" | "name" | "icon" | "description"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Unique name in URLs, such as `binary-search`." })
  slug!: string;

  @Field(() => String, { description: "Display name." })
  name!: string;

  @Field(() => String, { description: "Name of a Lucide icon." })
  icon!: string;

  @Field(() => String, { description: "Description of one or two sentences." })
  description!: string;

  @Derived(({ description }: Pick<Topic, "description">) => markdown(description))
  @Field(() => MarkdownType, { description: "`description` as Markdown, with HTML." })
  descriptionMarkdown?: MarkdownType;
}

@InputType({ description: "A new topic." })
export class CreateTopicInput {
  @Field(() => String, { description: "Unique name in URLs: lowercase letters and digits, joined by dashes, at most 60 characters." })
  @MaxLength(60)
  @Matches(KEBAB_CASE, kebabCase)
  slug!: string;

  @Field(() => String, { description: "Display name, 1 to 60 characters." })
  @Length(1, 60)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  name!: string;

  @Field(() => String, { description: "Name of a Lucide icon, such as `calculator`." })
  @MaxLength(60)
  @Matches(KEBAB_CASE, kebabCase)
  icon!: string;

  @Field(() => String, { description: "Description of one or two sentences, at most 500 characters." })
  @MaxLength(500)
  description!: string;

  @Field(() => String, { nullable: true, description: "Slug of the parent topic. Omit it for a root." })
  @IsOptional()
  @MaxLength(100)
  parent?: string | null;

  @Field(() => Int, { nullable: true, description: "Order among siblings, lowest first. Default 0; ties are sorted by name." })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number | null;
}

@InputType({
  description:
    "Changes to a topic. Omitted fields stay unchanged. null clears `description` and `parent`; null in any other field is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateTopicInput>("slug", "name", "icon", "position")
export class UpdateTopicInput {
  @Field(() => idOf("Topic"), { description: "ID of the topic." })
  id!: string;

  @Field(() => String, { nullable: true, description: "As in createTopic. The old URL stops working." })
  @IsOptional()
  @MaxLength(60)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "As in createTopic." })
  @IsOptional()
  @Length(1, 60)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  name?: string | null;

  @Field(() => String, { nullable: true, description: "As in createTopic." })
  @IsOptional()
  @MaxLength(60)
  @Matches(KEBAB_CASE, kebabCase)
  icon?: string | null;

  @Field(() => String, { nullable: true, description: "As in createTopic." })
  @IsOptional()
  @MaxLength(500)
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Slug of the new parent; null makes the topic a root. A topic can't move under itself.",
  })
  @IsOptional()
  @MaxLength(100)
  parent?: string | null;

  @Field(() => Int, { nullable: true, description: "As in createTopic." })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number | null;
}

@ObjectType({ description: "Result of createTopic." })
export class CreateTopicPayload {
  @Field(() => TopicType, { description: "The new topic." })
  topic!: TopicType;
}

@ObjectType({ description: "Result of updateTopic." })
export class UpdateTopicPayload {
  @Field(() => TopicType, { description: "The updated topic." })
  topic!: TopicType;
}

@InputType({ description: "The topic to delete." })
export class DeleteTopicInput {
  @Field(() => idOf("Topic"), { description: "ID of the topic." })
  id!: string;
}

@ObjectType({ description: "Result of deleteTopic." })
export class DeleteTopicPayload {
  @Field(() => idOf("Topic"), { description: "ID of the deleted topic." })
  deletedId!: string;
}
