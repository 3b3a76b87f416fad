import { IsOptional, Length, Matches, MaxLength } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { KEBAB_CASE } from "../../topics/topic.type.js";
import { kebabCase } from "./problem-edit.type.js";
import { ProblemType } from "../problem.type.js";

@InputType({ description: "The problem to publish." })
export class PublishProblemInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The revision you mean to publish. CONFLICT when it is not the latest. Absent: the latest, whichever it is.",
  })
  @IsOptional()
  expectedRevision?: number | null;
}

@InputType({ description: "The problem to archive." })
export class ArchiveProblemInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  id!: string;
}

@InputType({ description: "The problem to take out of the archive." })
export class UnarchiveProblemInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  id!: string;
}

@InputType({ description: "The problem to copy." })
export class CloneProblemInput {
  @Field(() => idOf("Problem"), { description: "A published problem, or one that you may edit." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Title of the copy; the same when absent." })
  @IsOptional()
  @Length(1, 120)
  @Matches(/\S/, { message: "write something that can be seen" })
  @OneLine()
  title?: string | null;

  @Field(() => String, { nullable: true, description: "Address of the copy, as in createProblem; made from the other's when absent." })
  @IsOptional()
  @MaxLength(80)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;
}

@ObjectType({ description: "What publishProblem answers." })
export class PublishProblemPayload {
  @Field(() => ProblemType, { description: "The problem as it is now." })
  problem!: ProblemType;
}

@ObjectType({ description: "What archiveProblem answers." })
export class ArchiveProblemPayload {
  @Field(() => ProblemType, { description: "The problem as it is now." })
  problem!: ProblemType;
}

@ObjectType({ description: "What unarchiveProblem answers." })
export class UnarchiveProblemPayload {
  @Field(() => ProblemType, { description: "The problem as it is now." })
  problem!: ProblemType;
}

@ObjectType({ description: "What cloneProblem answers." })
export class CloneProblemPayload {
  @Field(() => ProblemType, { description: "The copy, a DRAFT of your own." })
  problem!: ProblemType;
}

@InputType({ description: "The problem to delete." })
export class DeleteProblemInput {
  @Field(() => idOf("Problem"), { description: "A problem that was never published." })
  id!: string;
}

@ObjectType({ description: "What deleteProblem answers." })
export class DeleteProblemPayload {
  @Field(() => idOf("Problem"), { description: "The problem that is gone." })
  deletedId!: string;
}
