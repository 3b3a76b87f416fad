import { IsOptional, MaxLength, ValidateNested } from "class-validator";
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { connectionOf, PageArgs } from "../../../../graphql/pagination.js";
import type { Checker } from "../../../../judge/checkers/checker.js";
import { TopicType } from "../../topics/topic.type.js";
import type { Difficulty, ProblemStatus } from "../problem.entity.js";
import { ProblemFilter, SEARCH_DESCRIPTION } from "./problem-list.type.js";
import type { TagRow } from "./problem-tags.js";
import type { ViewerStatus } from "../problem.rows.js";
import { DifficultyEnum, ProblemStatusEnum, ViewerStatusEnum } from "../problem.type.js";

@ObjectType("Checker", { implements: Node, simpleResolvers: true, description: "A way to decide whether an output is right." })
export class CheckerType implements Pick<Checker, "id" | "name" | "description"> {
  /** Local id; the global id is derived from it. */
  id!: string;

  @Field(() => String, { description: "Its short name: what `Problem.checker` is, and what `createProblem` takes as `checker`." })
  slug!: string;

  @Field(() => String, { description: "Name to show." })
  name!: string;

  @Field(() => String, { description: "One sentence for authors of problems." })
  description!: string;
}

@ObjectType("Tag", { simpleResolvers: true, description: "A tag of problems." })
export class TagType implements TagRow {
  @Field(() => String, { description: "The tag, as `ProblemFilter.tags` takes it." })
  name!: string;

  @Field(() => Int, { description: "How many problems have it: published ones, in facets those that fit." })
  problemCount!: number;
}

export const TagConnection = connectionOf("Tag", () => TagType);

@ArgsType()
export class TagArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: "Only tags that begin with this, in any case. At most 100 characters." })
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

@ObjectType({ simpleResolvers: true, description: "How many problems have a difficulty." })
export class DifficultyFacet {
  @Field(() => DifficultyEnum, { description: "The difficulty." })
  difficulty!: Difficulty;

  @Field(() => Int, { description: "How many problems." })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: "How many problems are in a state." })
export class ProblemStatusFacet {
  @Field(() => ProblemStatusEnum, { description: "The state." })
  status!: ProblemStatus;

  @Field(() => Int, { description: "How many problems, of those that you may see." })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: "How many problems you are so far with." })
export class ViewerStatusFacet {
  @Field(() => ViewerStatusEnum, { description: "How far." })
  viewerStatus!: ViewerStatus;

  @Field(() => Int, { description: "How many problems." })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: "How many problems belong to a topic." })
export class TopicFacet {
  @Field(() => TopicType, { description: "The topic." })
  topic!: TopicType;

  @Field(() => Int, { description: "How many problems, in it or in any topic under it, each counted once." })
  count!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "How many problems each choice of a filter would find. Each list leaves its own part of the filter out and keeps the rest; `tags` keep all, as every tag must fit.",
})
export class ProblemFacets {
  @Field(() => Int, { description: "How many problems fit the whole filter." })
  total!: number;

  @Field(() => [DifficultyFacet], { description: "Every difficulty, EASY first." })
  difficulties!: DifficultyFacet[];

  @Field(() => [TopicFacet], { description: "Topics with a problem that fits, in no order: put them into your tree of `topics`." })
  topics!: TopicFacet[];

  @Field(() => [TagType], { description: "The 50 most used tags of what fits, most used first." })
  tags!: TagType[];

  @Field(() => [ProblemStatusFacet], { description: "Every state; drafts and archived problems count for those who may see them." })
  statuses!: ProblemStatusFacet[];

  @Field(() => [ViewerStatusFacet], { nullable: true, description: "How far you are, NOT_TRIED first; null when you are not signed in." })
  viewerStatuses!: ViewerStatusFacet[] | null;
}
