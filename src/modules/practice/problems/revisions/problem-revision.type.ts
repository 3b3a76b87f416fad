import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { ProblemContent } from "../edits/problem-content.js";
import { AS_DRAFT, EXPECTED_REVISION, NOTE } from "../edits/problem-edit.type.js";
import type { Difficulty } from "../problem.entity.js";
import type { RevisionRow } from "./problem-revisions.js";
import { DifficultyEnum, ProblemType } from "../problem.type.js";

@ObjectType("ProblemContent", {
  simpleResolvers: true,
  description: "All that a revision versions, as it was then. Fields are as in Problem.",
})
export class ProblemContentType implements Omit<ProblemContent, "topics" | "languageLimits" | "starterCode"> {
  @Field(() => String, { description: "Title to show." })
  title!: string;

  @Field(() => String, { description: "The task, in Markdown with $TeX$." })
  statement!: string;

  @Field(() => String, { description: "Bounds of the input, in Markdown with $TeX$; may be empty." })
  constraints!: string;

  @Field(() => String, { description: "The intended solution, in Markdown; may be empty." })
  explanation!: string;

  @Field(() => DifficultyEnum, { description: "How hard it is meant to be." })
  difficulty!: Difficulty;

  @Field(() => [String], { description: "Free words for searching." })
  tags!: string[];

  @Field(() => [String], { description: "Hints in Markdown, the mildest first." })
  hints!: string[];

  @Field(() => Int, { description: "CPU time per test, in milliseconds." })
  timeLimitMs!: number;

  @Field(() => Int, { description: "Memory per test, in KiB." })
  memoryLimitKb!: number;

  @Field(() => String, { description: "How outputs are compared." })
  checker!: string;
}

@ObjectType("ProblemRevision", {
  implements: Node,
  simpleResolvers: true,
  description: "One version of a problem, as its editors see it. It never changes.",
})
export class ProblemRevisionType implements Omit<RevisionRow, "authorId"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => Int, { description: "1 for the first, then counting up." })
  number!: number;

  @Field(() => Boolean, { description: "Whether it is the one that learners read, or will once the problem is published." })
  live!: boolean;

  @Field(() => [String], {
    description: "Names of the fields of `content` that differ from the revision before; all of them in the first.",
  })
  changed!: string[];

  @Field(() => String, { description: "Why, in the editor's words; may be empty." })
  note!: string;

  @Field(() => Int, { nullable: true, description: "Number of the older revision that it brings back; null for an edit." })
  restoredFrom!: number | null;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;
}

export const ProblemRevisionConnection = connectionOf("ProblemRevision", () => ProblemRevisionType);

@InputType({ description: "The revision of a problem to bring back." })
export class RestoreProblemRevisionInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;

  @Field(() => Int, { description: "Number of the revision. Its content comes back as a new one." })
  number!: number;

  @Field(() => Int, { description: EXPECTED_REVISION })
  expectedRevision!: number;

  @Field(() => Boolean, { nullable: true, description: AS_DRAFT })
  @IsOptional()
  draft?: boolean | null;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(500)
  note?: string | null;
}

@ObjectType({ description: "What restoreProblemRevision answers." })
export class RestoreProblemRevisionPayload {
  @Field(() => ProblemType, { description: "The problem as learners read it now; what came back is its `latestRevision`." })
  problem!: ProblemType;
}
