import { IsOptional, MaxLength, ValidateNested } from "class-validator";
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { connectionOf, PageArgs } from "../../../../graphql/pagination.js";
import { TopicType } from "../../topics/topic.type.js";
import type { Difficulty, ProblemStatus } from "../problem.entity.js";
import { ProblemFilter, SEARCH_DESCRIPTION } from "./problem-list.type.js";
import type { TagRow } from "./problem-tags.js";
import type { ViewerStatus } from "../problem.rows.js";
import { DifficultyEnum, ProblemStatusEnum, ViewerStatusEnum } from "../problem.type.js";

@ObjectType("Tag", { simpleResolvers: true, description: "A problem tag." })
export class TagType implements TagRow {
  @Field(() => String, { description: "The tag, as accepted by `ProblemFilter.tags`." })
  name!: string;

  @Field(() => Int, { description: "Number of problems with this tag: published ones, or in facets those that match the filter." })
  problemCount!: number;
}

export const TagConnection = connectionOf("Tag", () => TagType);

@ArgsType()
export class TagArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: "Only tags that start with this text, case-insensitive. At most 100 characters." })
  @IsOptional()
  @MaxLength(100)
  startsWith?: string | null;
}

@ArgsType()
export class FacetArgs {
  @Field(() => ProblemFilter, { nullable: true, description: "As in `problems`." })
  @IsOptional()
  @ValidateNested()
  filter?: ProblemFilter | null;

  @Field(() => String, { nullable: true, description: SEARCH_DESCRIPTION })
  @IsOptional()
  @MaxLength(200)
  search?: string | null;
}

@ObjectType({ simpleResolvers: true, description: "Number of problems with a difficulty." })
export class DifficultyFacet {
  @Field(() => DifficultyEnum, { description: "The difficulty." })
  difficulty!: Difficulty;

  @Field(() => Int, { description: "Number of problems." })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: "Number of problems with a status." })
export class ProblemStatusFacet {
  @Field(() => ProblemStatusEnum, { description: "The status." })
  status!: ProblemStatus;

  @Field(() => Int, { description: "Number of problems that you may see." })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: "Number of problems with a given progress of yours." })
export class ViewerStatusFacet {
  @Field(() => ViewerStatusEnum, { description: "Your progress." })
  viewerStatus!: ViewerStatus;

  @Field(() => Int, { description: "Number of problems." })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: "Number of problems in a topic." })
export class TopicFacet {
  @Field(() => TopicType, { description: "The topic." })
  topic!: TopicType;

  @Field(() => Int, { description: "Number of problems in the topic or any of its descendants, each counted once." })
  count!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "Number of problems that each filter option would match. Each facet ignores its own part of the filter and applies the rest; `tags` applies the whole filter, because all given tags must match.",
})
export class ProblemFacets {
  @Field(() => Int, { description: "Number of problems that match the whole filter." })
  total!: number;

  @Field(() => [DifficultyFacet], { description: "All difficulties, EASY first." })
  difficulties!: DifficultyFacet[];

  @Field(() => [TopicFacet], {
    description: "Topics with at least one matching problem, unordered. Merge them into your tree of `topics`.",
  })
  topics!: TopicFacet[];

  @Field(() => [TagType], { description: "The 50 most used tags of the matching problems, most used first." })
  tags!: TagType[];

  @Field(() => [ProblemStatusFacet], {
    description: "All statuses. Drafts and archived problems are counted only for accounts that may see them.",
  })
  statuses!: ProblemStatusFacet[];

  @Field(() => [ViewerStatusFacet], { nullable: true, description: "Your progress, NOT_TRIED first. Null if you are not signed in." })
  viewerStatuses!: ViewerStatusFacet[] | null;
}
