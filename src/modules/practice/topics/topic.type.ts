import { IsInt, IsOptional, Length, Matches, Max, MaxLength, Min } from "class-validator";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { OneLine } from "../../../graphql/one-line.js";
import { Node } from "../../../graphql/node.js";
import type { Topic } from "./topic.entity.js";
import { NeverNull } from "../../../graphql/kept.js";
import { idOf } from "../../../graphql/global-ids.js";

/** Format of slugs, tags and icon names: lower-case words joined by dashes. */
export const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const kebabCase = { message: "use lower case letters and digits, joined by single dashes" };

@ObjectType("Topic", { implements: Node, simpleResolvers: true, description: "A subject that problems belong to. Topics form a tree." })
export class TopicType implements Pick<Topic, "id" | "slug" | "name" | "icon" | "description"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Unique name in addresses, such as `binary-search`." })
  slug!: string;

  @Field(() => String, { description: "Name to show." })
  name!: string;

  @Field(() => String, { description: "Name of an icon in the Lucide set." })
  icon!: string;

  @Field(() => String, { description: "One or two sentences." })
  description!: string;
}

@InputType({ description: "A new topic." })
export class CreateTopicInput {
  @Field(() => String, { description: "Unique name in addresses: lower case letters and digits, joined by dashes, at most 60." })
  @MaxLength(60)
  @Matches(KEBAB_CASE, kebabCase)
  slug!: string;

  @Field(() => String, { description: "Name to show, 1 to 60 characters." })
  @Length(1, 60)
  @Matches(/\S/, { message: "write something that can be seen" })
  @OneLine()
  name!: string;

  @Field(() => String, { description: "Name of an icon in the Lucide set, such as `calculator`." })
  @MaxLength(60)
  @Matches(KEBAB_CASE, kebabCase)
  icon!: string;

  @Field(() => String, { description: "One or two sentences, at most 500 characters." })
  @MaxLength(500)
  description!: string;

  @Field(() => String, { nullable: true, description: "Slug of the topic it lies under; none for a root." })
  @IsOptional()
  @MaxLength(100)
  parent?: string | null;

  @Field(() => Int, { nullable: true, description: "Order among its siblings, smaller first. Default 0; equal ones are ordered by name." })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number | null;
}

@InputType({
  description:
    "Changes to a topic. What is absent stays as it is. null clears `description` and `parent`; elsewhere it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateTopicInput>("slug", "name", "icon", "position")
export class UpdateTopicInput {
  @Field(() => idOf("Topic"), { description: "The topic." })
  id!: string;

  @Field(() => String, { nullable: true, description: "As in createTopic. The old address stops working." })
  @IsOptional()
  @MaxLength(60)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "As in createTopic." })
  @IsOptional()
  @Length(1, 60)
  @Matches(/\S/, { message: "write something that can be seen" })
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
    description: "Slug of the topic it moves under; null makes it a root. A topic can't move under itself.",
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

@ObjectType({ description: "What createTopic answers." })
export class CreateTopicPayload {
  @Field(() => TopicType, { description: "The new topic." })
  topic!: TopicType;
}

@ObjectType({ description: "What updateTopic answers." })
export class UpdateTopicPayload {
  @Field(() => TopicType, { description: "The topic as it is now." })
  topic!: TopicType;
}

@InputType({ description: "The topic to delete." })
export class DeleteTopicInput {
  @Field(() => idOf("Topic"), { description: "The topic." })
  id!: string;
}

@ObjectType({ description: "What deleteTopic answers." })
export class DeleteTopicPayload {
  @Field(() => idOf("Topic"), { description: "The topic that is gone." })
  deletedId!: string;
}
