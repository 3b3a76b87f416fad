import { IsOptional, Length, Matches, MaxLength } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { ORGANIZATION_OWNER } from "../../../accounts/organizations/content/content.type.js";
import { KEBAB_CASE } from "../../topics/topic.type.js";
import { kebabCase } from "./problem-edit.type.js";
import { ProblemType } from "../problem.type.js";

@InputType({ description: "The problem to publish." })
export class PublishProblemInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The revision that you mean to publish. CONFLICT if it is not the latest. If omitted, the latest revision is published.",
  })
  @IsOptional()
  expectedRevision?: number | null;
}

@InputType({ description: "The problem to archive." })
export class ArchiveProblemInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  id!: string;
}

@InputType({ description: "The problem to unarchive." })
export class UnarchiveProblemInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  id!: string;
}

@InputType({ description: "The problem to copy." })
export class CloneProblemInput {
  @Field(() => idOf("Organization"), { nullable: true, description: ORGANIZATION_OWNER })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => idOf("Problem"), { description: "ID of a published problem, or of one that you may edit." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Title of the copy. Defaults to the title of the original." })
  @IsOptional()
  @Length(1, 120)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Slug of the copy, as in createProblem. Generated from the original's slug if omitted.",
  })
  @IsOptional()
  @MaxLength(80)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;
}

@ObjectType({ description: "Result of createProblem." })
export class CreateProblemPayload {
  @Field(() => ProblemType, { description: "The new problem." })
  problem!: ProblemType;
}

@ObjectType({ description: "Result of updateProblem." })
export class UpdateProblemPayload {
  @Field(() => ProblemType, { description: "The problem as learners currently read it. Your edit is its `latestRevision`." })
  problem!: ProblemType;
}

@ObjectType({ description: "Result of publishProblem." })
export class PublishProblemPayload {
  @Field(() => ProblemType, { description: "The updated problem." })
  problem!: ProblemType;
}

@ObjectType({ description: "Result of archiveProblem." })
export class ArchiveProblemPayload {
  @Field(() => ProblemType, { description: "The updated problem." })
  problem!: ProblemType;
}

@ObjectType({ description: "Result of unarchiveProblem." })
export class UnarchiveProblemPayload {
  @Field(() => ProblemType, { description: "The updated problem." })
  problem!: ProblemType;
}

@ObjectType({ description: "Result of cloneProblem." })
export class CloneProblemPayload {
  @Field(() => ProblemType, { description: "The copy, a DRAFT of which you are the author." })
  problem!: ProblemType;
}

@InputType({ description: "The problem to delete." })
export class DeleteProblemInput {
  @Field(() => idOf("Problem"), { description: "ID of a problem that was never published." })
  id!: string;
}

@ObjectType({ description: "Result of deleteProblem." })
export class DeleteProblemPayload {
  @Field(() => idOf("Problem"), { description: "ID of the deleted problem." })
  deletedId!: string;
}
